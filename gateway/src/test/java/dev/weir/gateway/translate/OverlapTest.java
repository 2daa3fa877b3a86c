package dev.weir.gateway.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlapTest {
  @ParameterizedTest(name = "{0}|{1}")
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        // goes on as it was told
        "The capital of Fra,nce is Paris.,nce is Paris.",
        "The capital of, France is Paris., France is Paris.",
        "aaaaaaaa,bbbb,bbbb",
        "One. ,Two.,Two.",
        // begins the cut word anew
        "The capital of Fra,France is Paris.,nce is Paris.",
        "The capital of France,France is Paris., is Paris.",
        "The river is wide,is wide and slow, and slow",
        // repeats the last sentence, or all of it
        "A. The river is wide and slow,The river is wide and slow and deep., and deep.",
        "It is wide and slow,It is wide and slow.,.",
        // a blank too many
        "The capital , is Paris.,is Paris.",
        // looks like a repetition, and may well be meant
        "ha ha ha ,ha ha!,ha ha!",
        "{{ }},}},}}",
        "a, a b, a b",
        "x,xy,xy",
        "Say that,at once,at once",
        "'                    ','                    x','                    x'",
      })
  void keepsOnlyWhatIsNew(String said, String more, String expected) {
    assertThat(whole(said, List.of(more))).isEqualTo(expected);
    assertThat(whole(said, more.chars().mapToObj(Character::toString).toList()))
        .as("letter by letter")
        .isEqualTo(expected);
  }

  @Test
  void holdsBackOnlyWhatMayBeARepetition() {
    var overlap = new Overlap("The river is wide and slow");
    List<String> sent = new ArrayList<>();

    for (String piece : List.of("The", " river is", " wide and slow", " and", " deep")) {
      sent.add(overlap.accept(piece));
    }

    assertThat(sent).containsExactly("", "", "", " and", " deep");
    assertThat(overlap.end()).isEmpty();
  }

  @Test
  void saysNothing_whenTheContinuationIsAllRepetition() {
    assertThat(whole("The river is wide and slow.", List.of("The river is ", "wide and slow.")))
        .isEmpty();
  }

  private static String whole(String said, List<String> pieces) {
    var overlap = new Overlap(said);
    StringBuilder sent = new StringBuilder();
    pieces.forEach(piece -> sent.append(overlap.accept(piece)));
    return sent.append(overlap.end()).toString();
  }
}
