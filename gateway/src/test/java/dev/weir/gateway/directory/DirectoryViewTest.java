package dev.weir.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DirectoryViewTest {
  private final DirectoryView view = new DirectoryView();

  @Test
  void findsAKeyByIdAndAlias() {
    view.put(TestEntries.key("k1", "search", 1));

    assertThat(view.key("k1")).isEqualTo(TestEntries.key("k1", "search", 1));
    assertThat(view.keyByAlias("search")).isEqualTo(TestEntries.key("k1", "search", 1));
    assertThat(view.keys()).containsExactly(TestEntries.key("k1", "search", 1));
  }

  @Test
  void forgetsTheOldAliasOfARenamedKey() {
    view.put(TestEntries.key("k1", "old", 1));

    view.put(TestEntries.key("k1", "new", 2));

    assertThat(view.keyByAlias("old")).isNull();
    assertThat(view.keyByAlias("new")).isEqualTo(TestEntries.key("k1", "new", 2));
  }

  @Test
  void keepsAnAliasThatAnotherKeyTookInTheMeantime() {
    view.put(TestEntries.key("k1", "a", 1));
    view.put(TestEntries.key("k2", "a", 1));

    view.remove("key:k1");

    assertThat(view.keyByAlias("a")).isEqualTo(TestEntries.key("k2", "a", 1));
  }

  @Test
  void forgetsWhatATombstoneNames() {
    view.put(TestEntries.key("k1", "a", 1));
    view.put(TestEntries.team("search", 1));

    view.remove("key:k1");
    view.remove("team:search");
    view.remove("user:later-version");

    assertThat(view.key("k1")).isNull();
    assertThat(view.keyByAlias("a")).isNull();
    assertThat(view.team("search")).isNull();
  }
}
