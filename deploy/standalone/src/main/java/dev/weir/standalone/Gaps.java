package dev.weir.standalone;

import static java.util.stream.Collectors.toCollection;

import dev.weir.schemas.config.LoadResult.Loaded;
import dev.weir.schemas.config.MissingVariable;
import dev.weir.schemas.config.RedisSettings;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a configuration needs and this machine's environment does not give. It is filled by
 * variables, with which the configuration is loaded once more.
 *
 * @param keys variables of providers' keys
 * @param bases variables of providers' addresses
 * @param redisHosts variables of the Redis' address
 * @param redis whether a Redis is to be started: no address is given, or just the usual one
 * @param masterKeys variables of the master key
 * @param masterKey whether a master key is to be made
 * @param others settings that go without a value
 */
record Gaps(
    Set<String> keys,
    Set<String> bases,
    Set<String> redisHosts,
    boolean redis,
    Set<String> masterKeys,
    boolean masterKey,
    List<MissingVariable> others) {
  private static final String USUAL_MASTER_KEY = "LITELLM_MASTER_KEY";
  private static final int USUAL_REDIS_PORT = 6379;

  /** Finds the gaps of a configuration that was loaded with missing variables collected. */
  static Gaps of(Loaded loaded) {
    Predicate<MissingVariable> key = missing -> missing.path().endsWith(".api_key");
    Predicate<MissingVariable> base = missing -> missing.path().endsWith(".api_base");
    Predicate<MissingVariable> master =
        missing -> missing.path().equals("general_settings.master_key");
    Predicate<MissingVariable> host =
        missing ->
            missing.path().endsWith("cache_params.host") || missing.path().endsWith("redis_host");
    var redisHosts = names(loaded, host);
    return new Gaps(
        names(loaded, key),
        names(loaded, base),
        redisHosts,
        !redisHosts.isEmpty() || isUsual(loaded.config().weir().redis()),
        names(loaded, master),
        loaded.config().general().masterKey() == null,
        loaded.missing().stream().filter(key.or(base).or(master).or(host).negate()).toList());
  }

  private static Set<String> names(Loaded loaded, Predicate<MissingVariable> which) {
    return loaded.missing().stream()
        .filter(which)
        .map(MissingVariable::name)
        .collect(toCollection(LinkedHashSet::new));
  }

  /** What a configuration says that has nothing about Redis in it. */
  private static boolean isUsual(RedisSettings redis) {
    return redis.host().equals("localhost")
        && redis.port() == USUAL_REDIS_PORT
        && redis.password() == null
        && !redis.tls();
  }

  /** Whether the demo provider has to answer for somebody. */
  boolean provider() {
    return !keys.isEmpty() || !bases.isEmpty();
  }

  /** Variables whose values {@link DemoTargets} recognises. */
  Map<String, String> providerVariables() {
    var variables = new LinkedHashMap<String, String>();
    bases.forEach(name -> variables.put(name, DemoTargets.base(name)));
    keys.forEach(name -> variables.put(name, DemoTargets.key(name)));
    return variables;
  }

  /** Variables that make the master key known. */
  Map<String, String> masterKeyVariables(String value) {
    var variables = new LinkedHashMap<String, String>();
    masterKeys.forEach(name -> variables.put(name, value));
    if (variables.isEmpty()) {
      variables.put(USUAL_MASTER_KEY, value);
    }
    return variables;
  }

  /** A line about the Redis that was started. */
  String redisNote(int port) {
    return redisHosts.isEmpty()
        ? "No Redis is configured: using one started here on port " + port
        : "%s is not set: using Redis started here on port %d"
            .formatted(String.join(", ", redisHosts), port);
  }

  /** A line about the master key that was made. */
  String masterKeyNote(MasterKey.InFile key) {
    return "%s is not set: the master key is in %s"
        .formatted(String.join(", ", masterKeyVariables("").keySet()), key.file());
  }

  /** A line about each setting that goes without a value. */
  List<String> otherNotes() {
    return others.stream()
        .map(missing -> "%s is not set: %s has no value".formatted(missing.name(), missing.path()))
        .distinct()
        .toList();
  }
}
