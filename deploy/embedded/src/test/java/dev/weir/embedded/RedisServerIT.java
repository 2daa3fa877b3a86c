package dev.weir.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

class RedisServerIT {
  @TempDir Path directory;

  @Test
  void evictsNothingAndKeepsNothingOnDisk() {
    try (var redis = RedisServer.start(directory, 0);
        var client = new Jedis(redis.uri())) {
      assertThat(client.configGet("maxmemory-policy"))
          .containsEntry("maxmemory-policy", "noeviction");
      assertThat(client.configGet("save")).containsEntry("save", "");
      assertThat(client.configGet("appendonly")).containsEntry("appendonly", "no");
    }
  }

  @Test
  void runsInAFolderWithABlankAndAQuoteInItsName() {
    try (var redis = RedisServer.start(directory.resolve("the \"data\" of weir"), 0)) {
      assertThat(RedisProbe.identify(redis.port())).isPresent();
    }
  }

  @Test
  void runsTheCarriedProgram_whenNoneIsOnThePath() {
    var home = new RedisHome(directory);
    var program = RedisBinary.find(directory, "");

    var identity = RedisLauncher.launch(program, home, Ports.choose(0, "Redis"));

    assertThat(program).isExecutable().hasParent(directory);
    assertThat(identity.isAlive()).isTrue();
    ProcessHandle.of(identity.pid()).orElseThrow().destroyForcibly();
  }

  @Test
  void answersNoMore_onceClosed() {
    var redis = RedisServer.start(directory, 0);

    redis.close();

    assertThat(RedisProbe.identify(redis.port())).isEmpty();
  }

  @Test
  void startsAnewOnTheSamePort_onceKilled() {
    var killed = RedisServer.start(directory, 0);
    var before = RedisProbe.identify(killed.port()).orElseThrow();
    killed.killHard();

    try (var redis = RedisServer.start(directory, killed.port())) {
      assertThat(RedisProbe.identify(redis.port()))
          .hasValueSatisfying(after -> assertThat(after.runId()).isNotEqualTo(before.runId()));
    }
  }

  @Test
  void endsWithTheJvm() throws Exception {
    try (var jvm = ChildJvm.start("redis", directory)) {
      int port = URI.create(jvm.address()).getPort();

      jvm.exit();

      assertThat(RedisProbe.identify(port)).isEmpty();
    }
  }

  @Test
  void outlivesTheJvm_whenTheOwnerTookTheExitHookAway() throws Exception {
    try (var jvm = ChildJvm.start("redis-without-hook", directory)) {
      int port = URI.create(jvm.address()).getPort();

      jvm.exit();

      assertThat(RedisProbe.identify(port)).isPresent();
      RedisServer.start(directory, 0).close();
      assertThat(RedisProbe.identify(port)).isEmpty();
    }
  }

  @Test
  void stopsTheServerOfAKilledJvm() throws Exception {
    try (var jvm = ChildJvm.start("redis", directory)) {
      int port = URI.create(jvm.address()).getPort();
      jvm.kill();
      assertThat(RedisProbe.identify(port)).isPresent();

      try (var redis = RedisServer.start(directory, 0)) {
        assertThat(RedisProbe.identify(port)).isEmpty();
        assertThat(RedisProbe.identify(redis.port())).isPresent();
      }
    }
  }

  @Test
  void sparesAServerThatOnlyHasTheProcessIdAndPortOfALeftover() throws Exception {
    try (var other = RedisServer.start(directory.resolve("other"), 0)) {
      var stranger = RedisProbe.identify(other.port()).orElseThrow();
      new RedisIdentity(stranger.pid(), "earlier-life", stranger.port())
          .write(new RedisHome(directory).identity());

      try (var redis = RedisServer.start(directory, 0)) {
        assertThat(redis.port()).isNotEqualTo(other.port());
        assertThat(RedisProbe.identify(other.port())).contains(stranger);
      }
    }
  }

  @Test
  void refusesToStart_whenThePortIsTaken() throws Exception {
    try (var other = new ServerSocket(0, 1, Ports.LOOPBACK)) {
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> RedisServer.start(directory, other.getLocalPort()))
          .withMessage(
              "port %d is taken: Redis can't listen on it; stop what uses it or choose another port",
              other.getLocalPort());
    }
  }

  @Test
  void refusesToStart_whenAnotherUsesTheDirectory() {
    try (var redis = RedisServer.start(directory, 0)) {
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> RedisServer.start(directory, 0))
          .withMessage("data directory %s is used by another process", directory);
      assertThat(RedisProbe.identify(redis.port())).isPresent();
    }
  }
}
