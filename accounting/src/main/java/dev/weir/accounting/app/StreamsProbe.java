package dev.weir.accounting.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.accounting.redis.BoardState;
import dev.weir.accounting.redis.BudgetBoard;
import dev.weir.schemas.operations.Probe;
import org.apache.kafka.streams.KafkaStreams;

/** How accounting does. Redis may be away: then figures wait, and nothing is lost. */
record StreamsProbe(KafkaStreams streams, BudgetBoard board) implements Probe {
  @Override
  public boolean alive() {
    return !streams.state().hasCompletedShutdown();
  }

  @Override
  public Readiness readiness() {
    boolean ready = streams.state() == KafkaStreams.State.RUNNING;
    BoardState redis = board.state();
    var body = JsonNodeFactory.instance.objectNode();
    body.put("status", ready ? "healthy" : "unhealthy").put("streams", streams.state().name());
    body.putObject("redis")
        .put("status", redis.connected() ? "connected" : "not connected")
        .put("ready", redis.ready())
        .put("waiting", redis.waiting());
    return new Readiness(ready, body);
  }
}
