package dev.weir.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** CONFIGURATION.md names what the loader knows: no more, no less. */
class DocumentationTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static List<String> lines() throws IOException {
    return Files.readAllLines(Path.of("CONFIGURATION.md"));
  }

  private static List<String> codes(String text) {
    return CODE.matcher(text).results().map(match -> match.group(1)).toList();
  }

  @Test
  void describesEverySetting() throws IOException {
    var described = new TreeSet<String>();
    String section = "";
    for (String line : lines()) {
      if (line.startsWith("#")) {
        section = codes(line).stream().findFirst().orElse("");
      } else if (line.startsWith("| `")) {
        for (String key : codes(line.split("\\|")[1])) {
          described.add(Section.join(section, key));
        }
      }
    }

    Set<String> known =
        KnownSettings.all().stream()
            .map(setting -> setting.replace("model_group_alias.b.", "model_group_alias.NAME."))
            .map(it -> it.replace("retry_policy.a.", "retry_policy.GROUP."))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(described).isEqualTo(known);
  }

  @Test
  void listsWhatIsNotSupported() throws IOException {
    Map<String, Set<String>> listed =
        lines().stream()
            .dropWhile(line -> !line.equals("## Not supported yet"))
            .filter(line -> line.startsWith("- "))
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toMap(part -> part[0], part -> Set.copyOf(codes(part[1]))));

    assertThat(listed)
        .isEqualTo(
            Map.of(
                "- Top level", Unsupported.TOP_LEVEL,
                "- `model_list[]`", Unsupported.ENTRY,
                "- `model_list[].litellm_params`", Unsupported.PARAMS,
                "- `router_settings`", Unsupported.ROUTER,
                "- `litellm_settings`", Unsupported.LITELLM,
                "- `litellm_settings.cache_params`", Unsupported.CACHE,
                "- `general_settings`", Unsupported.GENERAL,
                "- `general_settings.alerting_args`", Unsupported.ALERTING_ARGS));
  }

  @Test
  void callsNothingUnsupportedThatIsRead() {
    Set<String> known = KnownSettings.all();

    assertThat(Unsupported.ROUTER).noneMatch(key -> known.contains("router_settings." + key));
    assertThat(Unsupported.LITELLM).noneMatch(key -> known.contains("litellm_settings." + key));
    assertThat(Unsupported.GENERAL).noneMatch(key -> known.contains("general_settings." + key));
    assertThat(Unsupported.PARAMS)
        .noneMatch(key -> known.contains("model_list[].litellm_params." + key));
  }
}
