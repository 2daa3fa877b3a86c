package dev.weir.schemas.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Every setting that the loader asks for, list positions as {@code []}. */
final class KnownSettings {
  private KnownSettings() {}

  static Set<String> all() {
    var findings = new Findings(Map.of(), MissingVariables.COLLECT);
    ConfigLoader.read(
        new Section(
            findings, "", ConfigFiles.read(Path.of("src/test/resources/sample.yaml"), findings)),
        findings);
    return findings.known();
  }
}
