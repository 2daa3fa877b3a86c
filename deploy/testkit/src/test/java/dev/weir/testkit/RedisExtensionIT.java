package dev.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;

class RedisExtensionIT {
  @RegisterExtension static final RedisExtension REDIS = new RedisExtension();

  @Test
  void sharesOneServer() {
    var key = REDIS.newPrefix() + "k";
    try (var client = RedisClient.create(REDIS.uri())) {
      client.set(key, "v");
    }

    try (var other = RedisClient.create(new RedisExtension().uri())) {
      assertThat(other.get(key)).isEqualTo("v");
    }
  }

  @Test
  void freshServer_isEmptyAndApart() {
    try (var shared = RedisClient.create(REDIS.uri());
        var fresh = RedisExtension.fresh();
        var client = RedisClient.create(fresh.uri())) {
      shared.set(REDIS.newPrefix() + "k", "v");

      assertThat(client.dbSize()).isZero();
    }
  }

  @Test
  void freshServer_refusesConnections_whenKilled() {
    try (var fresh = RedisExtension.fresh();
        var client = RedisClient.create(fresh.uri())) {
      fresh.kill();

      assertThatExceptionOfType(JedisConnectionException.class).isThrownBy(client::ping);
    }
  }

  @Test
  void freshServer_comesBackEmptyOnItsPort_whenRestarted() {
    try (var fresh = RedisExtension.fresh();
        var before = RedisClient.create(fresh.uri())) {
      int port = fresh.port();
      before.set("k", "v");

      fresh.restart();

      assertThat(fresh.port()).isEqualTo(port);
      try (var after = RedisClient.create(fresh.uri())) {
        assertThat(after.dbSize()).isZero();
      }
    }
  }
}
