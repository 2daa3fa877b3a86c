package dev.weir.gateway.provider;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Head of an answer.
 *
 * @param persistent whether the peer keeps the connection open afterwards
 * @param headers by lower-case name, several of one name joined by comma and space
 */
record Head(int status, boolean persistent, Map<String, String> headers) {
  private static final int LONGEST = 64 << 10;
  private static final int MOST_HEADERS = 200;
  private static final int STATUS_FROM = 9;
  private static final int STATUS_TO = 12;
  private static final int FIRST_FINAL = 200;

  /** Reads the head of the final answer; interim ones (1xx) are skipped. */
  static Head read(Connection connection) throws IOException {
    while (true) {
      Head head = readOne(connection);
      if (head.status >= FIRST_FINAL) {
        return head;
      }
      if (head.status == 101) {
        throw new BrokenAnswerException("switched to a protocol that was not asked for");
      }
    }
  }

  private static Head readOne(Connection connection) throws IOException {
    String statusLine = connection.readLine(LONGEST);
    int status = status(statusLine);
    Map<String, String> headers = LinkedHashMap.newLinkedHashMap(16);
    int size = statusLine.length();
    for (String line = next(connection, size); !line.isEmpty(); line = next(connection, size)) {
      size += line.length();
      if (headers.size() == MOST_HEADERS) {
        throw new BrokenAnswerException("sent too many headers");
      }
      add(headers, line);
    }
    return new Head(status, isPersistent(statusLine, headers), headers);
  }

  private static String next(Connection connection, int size) throws IOException {
    return connection.readLine(LONGEST - size);
  }

  private static int status(String line) throws BrokenAnswerException {
    if (line.length() >= STATUS_TO
        && line.startsWith("HTTP/1.")
        && line.charAt(STATUS_FROM - 1) == ' ') {
      String digits = line.substring(STATUS_FROM, STATUS_TO);
      boolean ends = line.length() == STATUS_TO || line.charAt(STATUS_TO) == ' ';
      if (ends && digits.chars().allMatch(c -> c >= '0' && c <= '9') && digits.charAt(0) != '0') {
        return Integer.parseInt(digits);
      }
    }
    throw new BrokenAnswerException("sent no HTTP/1.1 status line");
  }

  private static void add(Map<String, String> headers, String line) throws BrokenAnswerException {
    int colon = line.indexOf(':');
    if (colon <= 0 || line.charAt(colon - 1) <= ' ' || line.charAt(0) <= ' ') {
      throw new BrokenAnswerException("sent a malformed header");
    }
    headers.merge(
        line.substring(0, colon).toLowerCase(Locale.ROOT),
        line.substring(colon + 1).strip(),
        (before, after) -> before + ", " + after);
  }

  private static boolean isPersistent(String statusLine, Map<String, String> headers) {
    String connection = headers.get("connection");
    return statusLine.startsWith("HTTP/1.1")
        && (connection == null || !connection.toLowerCase(Locale.ROOT).contains("close"));
  }
}
