package dev.weir.gateway.auth;

/** What a virtual key looks like. Checked before anything is looked up. */
public final class KeySyntax {
  /** Every virtual key begins so. */
  public static final String PREFIX = "sk-";

  /** Longest key, in characters. */
  public static final int MAX_LENGTH = 256;

  private static final int SHOWN = 4;
  private static final int MIN_LENGTH_SHOWN = 16;
  private static final char FIRST_PRINTABLE = '!';
  private static final char LAST_PRINTABLE = '~';

  private KeySyntax() {}

  /** Whether it may be a virtual key: {@code sk-} and printable ASCII, not too long. */
  public static boolean valid(String key) {
    return key.length() > PREFIX.length()
        && key.length() <= MAX_LENGTH
        && key.startsWith(PREFIX)
        && key.chars().allMatch(c -> c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE);
  }

  /** A path that may be shown or logged: some routes have keys in theirs. */
  public static String masked(String path) {
    return path.contains("/" + PREFIX) ? path.replaceAll("/sk-[^/]*", "/{key}") : path;
  }

  /** What may be shown of a key: {@code sk-...abcd}, or less of one that is short. */
  public static String name(String key) {
    return PREFIX
        + "..."
        + (key.length() < MIN_LENGTH_SHOWN ? "" : key.substring(key.length() - SHOWN));
  }
}
