package dev.weir.provider;

import dev.weir.provider.Behaviour.Answer;
import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.http.HttpReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Does what the script says, and files the bill before the client can have read the end. */
final class Performer {

  static final String JSON = "application/json";

  private final Settings settings;
  private final Books books;

  Performer(Settings settings, Books books) {
    this.settings = settings;
    this.books = books;
  }

  void perform(Behaviour behaviour, Exchange exchange) throws IOException {
    switch (behaviour) {
      case Answer answer -> answer(exchange, answer, Course.SMOOTH);
      case Behaviour.Broken(Break how, int words, Answer answer) ->
          answer(exchange, answer, new Course.Breaking(how, words));
      case Behaviour.ErrorAfter(int words, Refuse error, Answer answer) ->
          answer(exchange, answer, new Course.Failing(words, error));
      case Refuse refuse -> refuse(exchange, refuse);
      case Behaviour.Decline(Behaviour.Reason reason) ->
          refuse(exchange, exchange.wire().declined(reason));
      case Behaviour.Masked(Refuse refuse) -> masked(exchange, refuse);
      case Behaviour.Page page -> page(exchange, page);
      case Behaviour.Drop(Behaviour.Point point) -> drop(exchange, point);
      case Behaviour.Hang() -> {
        exchange.reply().awaitClientGone();
        books.abandoned(exchange);
      }
      case Behaviour.Delay(var before, Behaviour then) -> {
        if (exchange.reply().pause(before)) {
          perform(then, exchange);
        } else {
          books.abandoned(exchange);
        }
      }
      case Behaviour.Paced(var first, var gap, Behaviour then) ->
          perform(then, exchange.at(new Exchange.Pace(first, gap)));
    }
  }

  private void refuse(Exchange exchange, Refuse refuse) throws IOException {
    books.refused(exchange.call().model(), exchange.attempt());
    send(exchange.wire(), refuse, exchange.requestId(), exchange.reply());
  }

  /** Sends an error in the protocol's shape. */
  static void send(Wire wire, Refuse refuse, String requestId, HttpReply reply) throws IOException {
    StringBuilder headers = new StringBuilder(wire.headers(requestId, JSON, 0));
    refuse.headers().forEach((name, value) -> headers.append(name + ": " + value + "\r\n"));
    reply.send(refuse.status(), headers.toString(), utf8(wire.error(refuse, requestId)));
  }

  private void masked(Exchange exchange, Refuse refuse) throws IOException {
    books.refused(exchange.call().model(), exchange.attempt());
    String headers = exchange.wire().headers(exchange.requestId(), JSON, 0);
    exchange.reply().send(200, headers, utf8(exchange.wire().error(refuse, exchange.requestId())));
  }

  private void page(Exchange exchange, Behaviour.Page page) throws IOException {
    books.refused(exchange.call().model(), exchange.attempt());
    String headers = "server: nginx\r\ncontent-type: " + page.contentType() + "\r\n";
    exchange.reply().send(page.status(), headers, utf8(page.body()));
  }

  private void drop(Exchange exchange, Behaviour.Point point) throws IOException {
    books.refused(exchange.call().model(), exchange.attempt());
    if (point == Behaviour.Point.IN_HEAD) {
      exchange.reply().breakHead(200, exchange.wire().headers(exchange.requestId(), JSON, 0));
    }
    exchange.reply().reset();
  }

  private void answer(Exchange exchange, Answer scripted, Course course) throws IOException {
    if (!exchange.reply().pause(settings.latency().of(exchange.call().number()))) {
      books.abandoned(exchange);
      return;
    }
    Served served = served(exchange, scripted, course);
    if (exchange.call().stream()) {
      new StreamedAnswer(exchange, served, course, books).send();
    } else {
      new WholeAnswer(exchange, served, course, books).send();
    }
  }

  private static Served served(Exchange exchange, Answer scripted, Course course) {
    Usage usage = exchange.wire().billed(scripted.usage());
    String prefix = exchange.call().protocol() == Protocol.ANTHROPIC ? "msg_" : "chatcmpl-";
    return new Served(
        exchange.call(),
        new Answer(usage, scripted.report(), scripted.text(), scripted.tools(), scripted.finish()),
        prefix + exchange.requestId().substring("req_".length()),
        exchange.requestId(),
        exchange.startedAt().getEpochSecond(),
        exchange.includeUsage(),
        course instanceof Course.Breaking(Break how, int _) && how == Break.EMPTY);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
