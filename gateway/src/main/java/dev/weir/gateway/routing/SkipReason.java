package dev.weir.gateway.routing;

import java.util.Locale;

/** Why a deployment was passed over. */
public enum SkipReason {
  /** Its breaker is open, or another call is finding out whether it works again. */
  OPEN,
  /** Its own limit of requests, tokens or parallel calls is reached. */
  FULL,
  /** It can't take this request. */
  UNFIT;

  /** Short code in lower case: in logs and trails. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
