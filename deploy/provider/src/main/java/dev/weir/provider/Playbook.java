package dev.weir.provider;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the script for a call: queued ones first, by deployment before by model, then the rest. */
final class Playbook {

  /** The name of a queue for whatever comes next. */
  static final String ANY = "*";

  private final Script initial;
  private volatile Script otherwise;
  private final Map<String, Script> fixed = new ConcurrentHashMap<>();
  private final Map<String, Deque<Script>> queued = new ConcurrentHashMap<>();

  Playbook(Script initial) {
    this.initial = initial;
    this.otherwise = initial;
  }

  Behaviour next(Call call) {
    Script script = queuedFor(call.deployment());
    if (script == null) {
      script = queuedFor(call.model());
    }
    if (script == null) {
      script = queuedFor(ANY);
    }
    if (script == null) {
      script = fixed.get(call.deployment());
    }
    if (script == null) {
      script = fixed.getOrDefault(call.model(), otherwise);
    }
    return script.next(call);
  }

  /** The script of the calls that nothing else was said about. */
  Script otherwise() {
    return otherwise;
  }

  void setOtherwise(Script script) {
    otherwise = script;
  }

  void set(String name, Script script) {
    fixed.put(name, script);
  }

  void queue(String name, int times, Script script) {
    Deque<Script> queue = queued.computeIfAbsent(name, _ -> new ArrayDeque<>());
    synchronized (queue) {
      for (int i = 0; i < times; i++) {
        queue.addLast(script);
      }
    }
  }

  void reset() {
    queued.clear();
    fixed.clear();
    otherwise = initial;
  }

  private @Nullable Script queuedFor(String name) {
    Deque<Script> queue = queued.get(name);
    if (queue == null) {
      return null;
    }
    synchronized (queue) {
      return queue.pollFirst();
    }
  }
}
