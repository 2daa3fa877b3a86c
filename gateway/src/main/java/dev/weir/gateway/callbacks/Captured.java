package dev.weir.gateway.callbacks;

/**
 * What a client got, as far as it was kept.
 *
 * @param stream whether the bytes are events; else they are a JSON object
 * @param cut whether there was more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Captured(byte[] bytes, boolean stream, boolean cut) {
  int length() {
    return bytes.length;
  }
}
