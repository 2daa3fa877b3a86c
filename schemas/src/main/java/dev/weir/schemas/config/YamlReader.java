package dev.weir.schemas.config;

import dev.weir.schemas.config.YamlValue.Mapping;
import dev.weir.schemas.config.YamlValue.Scalar;
import dev.weir.schemas.config.YamlValue.Sequence;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads one file as PyYAML does: YAML 1.1, the later of two equal keys wins. */
final class YamlReader {
  /** A few hundred models with anchors stay far below it; an alias bomb does not. */
  private static final int MOST_VALUES = 200_000;

  private static final String ENDLESS = "a value contains itself, or there are too many";
  private static final String NOT_READ = "a character that it does not allow, or nested too deeply";

  private final Findings findings;
  private final String file;
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int values;

  private YamlReader(Findings findings, String file) {
    this.findings = findings;
    this.file = file;
  }

  /** The file's map; empty, with an error noted, when there is none. */
  static Mapping read(Path path, Findings findings) {
    var reader = new YamlReader(findings, path.toString());
    var start = new Place(path.toString(), 0, 0);
    try {
      Node root = compose(Files.readString(path));
      if (root == null) {
        return Mapping.empty(start);
      }
      if (reader.value(root, "") instanceof Mapping mapping) {
        return mapping;
      }
      findings.error(start, "", "expected a map of settings such as `model_list:`");
    } catch (NoSuchFileException e) {
      findings.error(start, "", "no such file");
    } catch (CharacterCodingException e) {
      findings.error(start, "", "not a UTF-8 text");
    } catch (IOException e) {
      findings.error(start, "", "cannot be read (" + e.getClass().getSimpleName() + ")");
    } catch (MarkedYAMLException e) {
      // Its message would quote the line, and the line may hold a key.
      findings.error(reader.place(e.getProblemMark()), "", "not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      String why = ENDLESS.equals(e.getMessage()) ? ENDLESS : NOT_READ;
      findings.error(start, "", "not YAML: " + why);
    }
    return Mapping.empty(start);
  }

  private static @Nullable Node compose(String text) {
    var options = new LoaderOptions();
    options.setMaxAliasesForCollections(MOST_VALUES);
    return new Yaml(options).compose(new StringReader(text));
  }

  private YamlValue value(Node node, String path) {
    values++;
    if (values > MOST_VALUES || !open.add(node)) {
      throw new YAMLException(ENDLESS);
    }
    YamlValue value =
        switch (node) {
          case ScalarNode scalar -> scalar(scalar);
          case SequenceNode sequence -> sequence(sequence, path);
          case MappingNode mapping -> mapping(mapping, path);
          default -> throw new YAMLException("unknown node");
        };
    open.remove(node);
    return value;
  }

  private Scalar scalar(ScalarNode node) {
    Tag tag = node.getTag();
    YamlValue.Kind kind = YamlValue.Kind.TEXT;
    if (tag.equals(Tag.NULL)) {
      kind = YamlValue.Kind.NULL;
    } else if (tag.equals(Tag.BOOL)) {
      kind = YamlValue.Kind.BOOLEAN;
    } else if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      kind = YamlValue.Kind.NUMBER;
    }
    return new Scalar(place(node.getStartMark()), kind, node.getValue());
  }

  private Sequence sequence(SequenceNode node, String path) {
    var items = new ArrayList<YamlValue>();
    for (Node item : node.getValue()) {
      items.add(value(item, path + "[" + items.size() + "]"));
    }
    return new Sequence(place(node.getStartMark()), items);
  }

  private Mapping mapping(MappingNode node, String path) {
    var merged = new LinkedHashMap<String, YamlValue.Entry>();
    var own = new LinkedHashMap<String, YamlValue.Entry>();
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        merge(tuple.getValueNode(), path, merged);
      } else {
        own(tuple, path, own);
      }
    }
    merged.putAll(own);
    return new Mapping(place(node.getStartMark()), merged);
  }

  private void own(NodeTuple tuple, String path, Map<String, YamlValue.Entry> entries) {
    Place place = place(tuple.getKeyNode().getStartMark());
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      findings.error(place, path, "expected a key, found a list or a map in its place");
      return;
    }
    String name = key.getValue();
    String below = Section.join(path, name);
    YamlValue.Entry before =
        entries.put(name, new YamlValue.Entry(place, value(tuple.getValueNode(), below)));
    if (before != null) {
      int first = before.keyPlace().line();
      findings.warn(
          place, below, "is there twice: line " + place.line() + " replaces line " + first);
    }
  }

  private void merge(Node node, String path, Map<String, YamlValue.Entry> into) {
    List<Node> sources = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    for (Node source : sources.reversed()) {
      if (value(source, path) instanceof Mapping mapping) {
        into.putAll(mapping.entries());
      } else {
        findings.error(place(source.getStartMark()), path, "expected a map after `<<`");
      }
    }
  }

  private Place place(@Nullable Mark mark) {
    return mark == null
        ? new Place(file, 0, 0)
        : new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
