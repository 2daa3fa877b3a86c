package dev.weir.provider;

import dev.weir.provider.http.HttpReply;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** An answer that is not streamed, and how it goes wrong. */
final class WholeAnswer {

  private static final int NOT_SENT = 100;

  private final Exchange exchange;
  private final HttpReply reply;
  private final Course course;
  private final Books books;
  private final Usage usage;
  private final String headers;
  private final byte[] body;

  WholeAnswer(Exchange exchange, Served served, Course course, Books books) {
    this.exchange = exchange;
    this.reply = exchange.reply();
    this.course = course;
    this.books = books;
    this.usage = served.usage();
    this.headers =
        exchange.wire().headers(exchange.requestId(), Performer.JSON, served.usage().prompt());
    this.body = Performer.utf8(exchange.wire().whole(served));
  }

  void send() throws IOException {
    switch (course) {
      case Course.Smooth() -> {
        long bill = bill(Attempt.Ending.ANSWERED, Bill.Outcome.FINISHED);
        try {
          smooth();
        } catch (IOException gone) {
          books.cancel(exchange, bill);
          throw gone;
        }
      }
      case Course.Failing(int _, Behaviour.Refuse error) -> {
        bill(Attempt.Ending.BROKEN, Bill.Outcome.CUT);
        reply.send(
            200, headers, Performer.utf8(exchange.wire().error(error, exchange.requestId())));
      }
      case Course.Breaking(Break how, int words) -> breaking(how, words == Break.AT_HEAD);
    }
  }

  private void smooth() throws IOException {
    if (exchange.pace().first().isZero()) {
      reply.send(200, headers, body);
      return;
    }
    reply.announce(200, headers, body.length);
    if (!reply.pause(exchange.pace().first())) {
      throw new EOFException("client left");
    }
    reply.raw(body);
  }

  private void breaking(Break how, boolean atHead) throws IOException {
    byte[] half = atHead ? new byte[0] : Arrays.copyOf(body, body.length / 2);
    if (how == Break.STALLED) {
      stall(half);
      return;
    }
    bill(
        Attempt.Ending.BROKEN,
        how == Break.CUT || how == Break.RESET ? Bill.Outcome.CUT : Bill.Outcome.FINISHED);
    switch (how) {
      case CUT -> reply.sendPart(200, headers, body, half.length);
      case RESET -> {
        reply.sendPart(200, headers, body, half.length);
        reply.reset();
      }
      case ENDED -> reply.send(200, headers, half);
      case BAD_JSON ->
          reply.send(200, headers, Performer.utf8("{\"id\": \"x\", \"choices\": [{]}"));
      case BAD_SSE -> reply.send(200, headers, Performer.utf8("upstream connect error"));
      case UNTERMINATED -> reply.send(200, headers, Arrays.copyOf(body, body.length - 1));
      case EMPTY -> reply.send(200, headers, body);
      case LENGTH_OVER -> {
        reply.announce(200, headers, body.length + NOT_SENT);
        reply.raw(body);
      }
      case LENGTH_UNDER -> {
        reply.announce(200, headers, body.length / 2);
        reply.raw(body);
      }
      case STALLED -> throw new IllegalStateException();
    }
  }

  private void stall(byte[] half) throws IOException {
    reply.sendPart(200, headers, body, half.length);
    reply.awaitClientGone();
    bill(Attempt.Ending.CANCELLED, Bill.Outcome.CANCELLED);
  }

  private long bill(Attempt.Ending ending, Bill.Outcome outcome) {
    return books.bill(exchange, usage, ending, outcome, 0);
  }
}
