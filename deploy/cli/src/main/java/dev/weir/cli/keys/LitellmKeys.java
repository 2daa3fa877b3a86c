package dev.weir.cli.keys;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keys as LiteLLM shows them ({@code /key/list?return_full_object=true}, one page or several), or
 * as rows of its table {@code LiteLLM_VerificationToken}: objects, lists of them, pages of them,
 * one after the other.
 */
final class LitellmKeys {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** What is LiteLLM's own affair: its counts, its dates, and what it joins from other tables. */
  private static final Set<String> ITS_OWN =
      Set.of(
          "spend",
          "total_spend",
          "model_spend",
          "budget_reset_at",
          "key_type",
          "last_active",
          "last_refreshed_at",
          "created_at",
          "created_by",
          "updated_at",
          "updated_by",
          "settings_updated_at",
          "created_by_user",
          "litellm_budget_table",
          "user",
          "user_email",
          "user_role",
          "user_spend",
          "user_max_budget",
          "user_tpm_limit",
          "user_rpm_limit",
          "user_model_max_budget",
          "api_key",
          "rotation_count",
          "last_rotation_at",
          "key_rotation_at",
          "is_session_token",
          "rpm_limit_per_model",
          "tpm_limit_per_model");

  /** Limits that are named by an id in the table, and otherwise in a request. */
  private static final Map<String, String> NAMED_BY_ID =
      Map.of("org_id", "organization_id", "object_permission_id", "object_permission");

  private LitellmKeys() {}

  /**
   * All keys in the text.
   *
   * @param name of the text, for messages
   */
  static List<ObjectNode> read(InputStream text, String name) {
    var keys = new ArrayList<ObjectNode>();
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
      while (values.hasNextValue()) {
        add(keys, values.nextValue(), name);
      }
    } catch (JacksonException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, name + " is no JSON, at line " + e.getLocation().getLineNr());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, name + " can't be read (" + e.getClass().getSimpleName() + ")");
    }
    return keys;
  }

  private static void add(List<ObjectNode> keys, JsonNode value, String name) {
    if (value.isArray()) {
      value.forEach(each -> add(keys, each, name));
    } else if (value.path("keys").isArray()) {
      add(keys, value.path("keys"), name);
    } else if (value instanceof ObjectNode key && key.path("token").isTextual()) {
      keys.add(key);
    } else {
      throw new CommandFailure(
          ExitStatus.USAGE,
          name
              + " holds something else than keys with a `token`: is it of /key/list with"
              + " return_full_object=true?");
    }
  }

  /**
   * What {@code /key/import} is asked. A limit that is not kept stays in, so that it is refused and
   * no key is freer than it was.
   */
  static ObjectNode asked(ObjectNode key) {
    ObjectNode body = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> field : key.properties()) {
      if (means(field.getValue()) && !isOthers(field.getKey())) {
        body.set(NAMED_BY_ID.getOrDefault(field.getKey(), field.getKey()), field.getValue());
      }
    }
    return body;
  }

  private static boolean isOthers(String field) {
    boolean joined =
        field.startsWith("end_user_")
            || field.startsWith("organization_")
            || field.startsWith("project_")
            || (field.startsWith("team_") && !field.equals("team_id"));
    return ITS_OWN.contains(field) || (joined && !field.endsWith("_id"));
  }

  /** A budget of 0 does: it blocks. */
  private static boolean means(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> false;
      case ARRAY, OBJECT -> !value.isEmpty();
      case BOOLEAN -> value.booleanValue();
      case STRING -> !value.textValue().isEmpty();
      case NUMBER, BINARY, POJO -> true;
    };
  }
}
