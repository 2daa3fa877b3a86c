package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A group whose name has a {@code *} for each text of one character or more. */
final class Wildcard {
  private final String name;
  private final List<Candidate> entries;
  private final Pattern pattern;
  private final RoutingTable.Maker maker;

  Wildcard(String name, List<Candidate> entries, RoutingTable.Maker maker) {
    this.name = name;
    this.entries = List.copyOf(entries);
    this.maker = maker;
    this.pattern =
        Pattern.compile(
            Stream.of(name.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("(.+)")),
            Pattern.DOTALL);
  }

  String name() {
    return name;
  }

  /** The more of its characters are fixed, the more specific it is. */
  int specificity() {
    return name.replace("*", "").length();
  }

  boolean matches(String model) {
    return pattern.matcher(model).matches();
  }

  /** The deployments for this name; empty if it does not match. */
  List<Candidate> candidates(String model) {
    Matcher matcher = pattern.matcher(model);
    if (!matcher.matches()) {
      return List.of();
    }
    var captured = new ArrayList<String>();
    for (int i = 1; i <= matcher.groupCount(); i++) {
      captured.add(matcher.group(i));
    }
    return entries.stream()
        .map(entry -> maker.make(entry, model, fill(entry.deployment().model(), captured)))
        .toList();
  }

  private static String fill(String model, List<String> captured) {
    var filled = new StringBuilder();
    int next = 0;
    for (String piece : model.splitWithDelimiters("\\*", 0)) {
      filled.append(piece.equals("*") && next < captured.size() ? captured.get(next++) : piece);
    }
    return filled.toString();
  }
}
