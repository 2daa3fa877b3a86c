package dev.weir.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.provider.Behaviour.Answer;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The counts that a seeded script decides. */
class ScriptTest {

  @Test
  void decidesTheSameFromTheSameSeed() {
    assertThat(Script.seeded(7).next(call(3, "gpt-4o", Integer.MAX_VALUE)))
        .isEqualTo(Script.seeded(7).next(call(3, "gpt-4o", Integer.MAX_VALUE)))
        .isNotEqualTo(Script.seeded(8).next(call(3, "gpt-4o", Integer.MAX_VALUE)));
  }

  @Test
  void countsAQuarterOfTheBodyAsPromptAndFiveToSixtyTokensAsOutput() {
    List<Usage> usages = usages("gpt-4o", Integer.MAX_VALUE);

    assertThat(usages).allMatch(usage -> usage.prompt() == 100);
    assertThat(usages).allMatch(usage -> usage.output() >= 5 && usage.output() <= 60);
    assertThat(usages).anyMatch(usage -> usage.output() == 5);
    assertThat(usages).anyMatch(usage -> usage.output() == 60);
    assertThat(usages).anyMatch(usage -> usage.cacheRead() == 50);
    assertThat(usages).anyMatch(usage -> usage.cacheRead() == 0);
    assertThat(usages).allMatch(usage -> usage.cacheWrite5m() + usage.cacheWrite1h() == 0);
  }

  @Test
  void neverPassesTheRequestsOwnLimit() {
    assertThat(usages("o4-mini", 9)).allMatch(usage -> usage.output() <= 9);
  }

  @Test
  void reasonsOnModelsThatDo() {
    assertThat(usages("o4-mini", Integer.MAX_VALUE))
        .allMatch(usage -> usage.reasoning() == usage.output() / 3);
    assertThat(usages("gpt-4o", Integer.MAX_VALUE)).allMatch(usage -> usage.reasoning() == 0);
  }

  @Test
  void answersWithAWordPerTokenThatDidNotReason() {
    Answer answer = Answer.of(new Usage(1, 0, 0, 0, 2000, 1000));

    assertThat(Words.pieces(answer.text())).hasSize(1000);
    assertThat(String.join("", Words.pieces(answer.text()))).isEqualTo(answer.text());
  }

  private static List<Usage> usages(String model, int maxTokens) {
    return LongStream.range(0, 2000)
        .mapToObj(number -> Script.seeded(1).next(call(number, model, maxTokens)))
        .map(behaviour -> ((Answer) behaviour).usage())
        .toList();
  }

  private static Call call(long number, String model, int maxTokens) {
    return new Call(number, Protocol.OPENAI, "", model, false, maxTokens, 1, 400);
  }
}
