package dev.weir.provider;

import dev.weir.provider.http.HttpReply;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/** A streamed answer, and how it goes wrong. */
final class StreamedAnswer {

  private static final String EVENTS = "text/event-stream; charset=utf-8";
  private static final int NOT_SENT = 100;
  private static final String BAD_JSON = "data: {\"id\": \"x\", \"choices\": [{]}\n\n";
  private static final String BAD_SSE = "dota: {\"lost\": true}\n<p>502 Bad Gateway</p>\n\n";

  private final Exchange exchange;
  private final HttpReply reply;
  private final Served served;
  private final Course course;
  private final Books books;
  private final String headers;
  private final Wire.Events events;
  private final List<String> pieces;
  private int sent;

  StreamedAnswer(Exchange exchange, Served served, Course course, Books books) {
    this.exchange = exchange;
    this.reply = exchange.reply();
    this.served = served;
    this.course = course;
    this.books = books;
    this.headers = exchange.wire().headers(exchange.requestId(), EVENTS, served.usage().prompt());
    this.events = exchange.wire().events(served);
    this.pieces = served.empty() ? List.of() : events.pieces();
  }

  void send() throws IOException {
    switch (course) {
      case Course.Smooth() -> {
        guarded(() -> begin(pieces.size()));
        long bill = bill(served.usage(), Attempt.Ending.ANSWERED, Bill.Outcome.FINISHED);
        last(bill, events.finish() + events.terminal());
      }
      case Course.Failing(int words, Behaviour.Refuse error) -> {
        guarded(() -> begin(words));
        long bill = bill(partial(), Attempt.Ending.BROKEN, Bill.Outcome.CUT);
        last(bill, exchange.wire().errorEvent(error, exchange.requestId()));
      }
      case Course.Breaking(Break how, int words) -> breaking(how, words);
    }
  }

  private void breaking(Break how, int words) throws IOException {
    switch (how) {
      case CUT -> cut(words);
      case RESET -> {
        cut(words);
        reply.reset();
      }
      case ENDED -> {
        cut(words);
        reply.endStream();
      }
      case STALLED -> {
        guarded(() -> begin(words));
        reply.awaitClientGone();
        bill(partial(), Attempt.Ending.CANCELLED, Bill.Outcome.CANCELLED);
      }
      case BAD_JSON -> spoil(words, BAD_JSON);
      case BAD_SSE -> spoil(words, BAD_SSE);
      case UNTERMINATED -> {
        guarded(() -> begin(pieces.size()));
        last(bill(), events.finish());
      }
      case EMPTY -> {
        guarded(() -> begin(0));
        last(bill(), events.finish() + events.terminal());
      }
      case LENGTH_OVER -> announced(text(pieces.size()).length() + NOT_SENT);
      case LENGTH_UNDER -> announced(opened(words).length());
    }
  }

  private void cut(int words) throws IOException {
    guarded(() -> begin(words));
    bill(partial(), Attempt.Ending.BROKEN, Bill.Outcome.CUT);
  }

  private void spoil(int words, String event) throws IOException {
    guarded(() -> {
      begin(Math.max(words, 0));
      reply.write(Performer.utf8(event));
      continueTo(pieces.size());
    });
    last(bill(), events.finish() + events.terminal());
  }

  /** Sends all of it, and says that it has another length. */
  private void announced(int length) throws IOException {
    bill();
    reply.announce(200, headers, length);
    reply.raw(Performer.utf8(text(pieces.size())));
  }

  private String opened(int words) {
    int shown = Math.clamp(words, 0, pieces.size());
    return events.opening() + String.join("", pieces.subList(0, shown));
  }

  private String text(int words) {
    return opened(words) + events.finish() + events.terminal();
  }

  /** Sends the head, the opening and so many words; only the head with {@link Break#AT_HEAD}. */
  private void begin(int words) throws IOException {
    String opening = words == Break.AT_HEAD ? "" : events.opening();
    if (opening.isEmpty()) {
      reply.announceStream(200, headers);
    } else {
      reply.startStream(200, headers, Performer.utf8(opening));
    }
    continueTo(words);
  }

  private void continueTo(int words) throws IOException {
    while (sent < Math.min(words, pieces.size())) {
      var wait = sent == 0 ? exchange.pace().first() : exchange.pace().gap();
      if (!reply.pause(wait)) {
        throw new EOFException("client left");
      }
      reply.write(Performer.utf8(pieces.get(sent)));
      sent++;
    }
  }

  /** What is billed of an answer that broke off: a token per word sent, and all reasoning. */
  private Usage partial() {
    Usage usage = served.usage();
    return usage.withOutput(Math.min(usage.output(), usage.reasoning() + sent));
  }

  private void guarded(Write write) throws IOException {
    try {
      write.run();
    } catch (IOException gone) {
      bill(partial(), Attempt.Ending.CANCELLED, Bill.Outcome.CANCELLED);
      throw gone;
    }
  }

  private void last(long bill, String events) throws IOException {
    try {
      if (events.isEmpty()) {
        reply.endStream();
      } else {
        reply.endStream(Performer.utf8(events));
      }
    } catch (IOException gone) {
      books.cancel(exchange, bill);
      throw gone;
    }
  }

  /** Files a bill for all of it, though it goes wrong. */
  private long bill() {
    return bill(served.usage(), Attempt.Ending.BROKEN, Bill.Outcome.FINISHED);
  }

  private long bill(Usage usage, Attempt.Ending ending, Bill.Outcome outcome) {
    return books.bill(exchange, usage, ending, outcome, sent);
  }

  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }
}
