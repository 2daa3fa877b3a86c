package dev.weir.provider;

import dev.weir.provider.Behaviour.Answer;
import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.http.HttpReply;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/** Does what the script says, and files the bill before the client can have read the end. */
final class Performer {

  static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream; charset=utf-8";
  private static final Ending WHOLE = new Ending(Integer.MAX_VALUE, Ending.Kind.WHOLE);

  private final Settings settings;
  private final InstantSource clock;
  private final Ledger ledger;
  private final Traffic traffic;

  Performer(Settings settings, InstantSource clock, Ledger ledger, Traffic traffic) {
    this.settings = settings;
    this.clock = clock;
    this.ledger = ledger;
    this.traffic = traffic;
  }

  void perform(Behaviour behaviour, Exchange exchange) throws IOException {
    switch (behaviour) {
      case Answer answer -> answer(exchange, answer, WHOLE);
      case Refuse refuse -> refuse(exchange, refuse);
      case Behaviour.Hang() -> hang(exchange);
      case Behaviour.CutAfter(int chunks, Answer answer) ->
          answer(exchange, answer, new Ending(chunks, Ending.Kind.CUT));
      case Behaviour.StallAfter(int chunks, Answer answer) ->
          answer(exchange, answer, new Ending(chunks, Ending.Kind.STALL));
      case Behaviour.Delay(var before, Behaviour then) -> {
        if (exchange.reply().pause(before)) {
          perform(then, exchange);
        } else {
          abandon(exchange);
        }
      }
    }
  }

  private void refuse(Exchange exchange, Refuse refuse) throws IOException {
    traffic.of(exchange.call().model()).refused().increment();
    send(exchange.wire(), refuse, exchange.requestId(), exchange.reply());
  }

  /** Sends an error in the protocol's shape. */
  static void send(Wire wire, Refuse refuse, String requestId, HttpReply reply) throws IOException {
    StringBuilder headers = new StringBuilder(wire.headers(requestId, JSON, 0));
    refuse.headers().forEach((name, value) -> headers.append(name + ": " + value + "\r\n"));
    reply.send(refuse.status(), headers.toString(), utf8(wire.error(refuse, requestId)));
  }

  private void hang(Exchange exchange) {
    exchange.reply().awaitClientGone();
    abandon(exchange);
  }

  private void abandon(Exchange exchange) {
    traffic.of(exchange.call().model()).abandoned().increment();
  }

  private void answer(Exchange exchange, Answer scripted, Ending ending) throws IOException {
    if (!exchange.reply().pause(settings.latency().of(exchange.call().number()))) {
      abandon(exchange);
      return;
    }
    Answer answer = new Answer(scripted.usage().as(exchange.call().protocol()), scripted.text());
    String id =
        (exchange.call().protocol() == Protocol.ANTHROPIC ? "msg_" : "chatcmpl-")
            + exchange.requestId().substring("req_".length());
    Served served =
        new Served(
            exchange.call(),
            answer,
            id,
            exchange.requestId(),
            exchange.startedAt().getEpochSecond(),
            exchange.includeUsage());
    if (exchange.call().stream()) {
      stream(exchange, served, ending);
    } else {
      whole(exchange, served, ending);
    }
  }

  private void whole(Exchange exchange, Served served, Ending ending) throws IOException {
    byte[] body = utf8(exchange.wire().whole(served));
    String headers = exchange.wire().headers(exchange.requestId(), JSON, served.usage().prompt());
    switch (ending.kind()) {
      case WHOLE -> {
        long bill = bill(exchange, served.usage(), Bill.Outcome.FINISHED, 0);
        last(bill, () -> exchange.reply().send(200, headers, body));
      }
      case CUT -> {
        bill(exchange, served.usage(), Bill.Outcome.CUT, 0);
        exchange.reply().sendPart(200, headers, body, body.length / 2);
      }
      case STALL -> hang(exchange);
    }
  }

  private void stream(Exchange exchange, Served served, Ending ending) throws IOException {
    Wire.Events events = exchange.wire().events(served);
    int sent = 0;
    try {
      String headers =
          exchange.wire().headers(exchange.requestId(), EVENTS, served.usage().prompt());
      exchange.reply().startStream(200, headers, utf8(events.opening()));
      List<String> pieces = Words.pieces(served.answer().text());
      while (sent < Math.min(ending.chunks(), pieces.size())) {
        if (sent > 0 && !exchange.reply().pause(settings.chunkGap())) {
          throw new EOFException("client left");
        }
        exchange.reply().write(utf8(events.piece(pieces.get(sent))));
        sent++;
      }
    } catch (IOException gone) {
      bill(exchange, partial(served, sent), Bill.Outcome.CANCELLED, sent);
      throw gone;
    }
    int chunks = sent;
    switch (ending.kind()) {
      case WHOLE -> {
        long bill = bill(exchange, served.usage(), Bill.Outcome.FINISHED, chunks);
        last(bill, () -> exchange.reply().endStream(utf8(events.closing())));
      }
      case CUT -> bill(exchange, partial(served, chunks), Bill.Outcome.CUT, chunks);
      case STALL -> {
        exchange.reply().awaitClientGone();
        bill(exchange, partial(served, chunks), Bill.Outcome.CANCELLED, chunks);
      }
    }
  }

  /** What is billed of an answer that broke off: a token per word sent, and all reasoning. */
  private static Usage partial(Served served, int sent) {
    Usage usage = served.usage();
    return usage.withOutput(Math.min(usage.output(), usage.reasoning() + sent));
  }

  private void last(long bill, Write write) throws IOException {
    try {
      write.run();
    } catch (IOException gone) {
      ledger.cancel(bill);
      throw gone;
    }
  }

  private long bill(Exchange exchange, Usage usage, Bill.Outcome outcome, int chunks) {
    Call call = exchange.call();
    traffic.of(call.model()).billed().increment();
    return ledger.add(
        new Bill(
            0,
            call.protocol(),
            call.deployment(),
            call.model(),
            Traffic.suffix(exchange.key()),
            exchange.requestId(),
            call.stream(),
            usage,
            outcome,
            chunks,
            exchange.startedAt(),
            clock.instant()));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }

  /** Where and how an answer ends. */
  private record Ending(int chunks, Kind kind) {

    enum Kind {
      WHOLE,
      CUT,
      STALL
    }
  }
}
