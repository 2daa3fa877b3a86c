package dev.weir.alerts.text;

import static dev.weir.alerts.text.Plain.code;
import static dev.weir.alerts.text.Plain.count;
import static dev.weir.alerts.text.Plain.name;
import static dev.weir.alerts.text.Plain.usd;

import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.Repeats;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What is said of the ledger's own troubles, and of keys.
 *
 * @param time how a time is shown
 */
record LedgerText(Function<Instant, String> time) {
  Said of(Alert.ModelUnpriced alert) {
    Repeats repeats = alert.repeats();
    long many = repeats == null ? 1 : repeats.count();
    return new Said(
        "🏷️ No price is known for " + name(alert.route().model()),
        List.of(
            OutageText.deployment(alert.route()),
            "*Billed as 0:* " + count(many, "call") + ", the last " + code(alert.call()),
            "*What to do:* set `input_cost_per_token` and `output_cost_per_token` of the"
                + " deployment; keys under a budget are refused there until then."));
  }

  Said of(Alert.AttemptsOrphaned alert) {
    String node = alert.node() == null ? "a node" : "node " + name(alert.node());
    return new Said(
        "👻 " + count(alert.repeats().count(), "call") + " of " + node + " ended unseen",
        List.of(
            "*Billed:* " + usd(alert.chargedNanoUsd()) + ", the most that they can have cost",
            "*Epoch:* " + code(alert.epoch()),
            "*Why:* its process died while they ran",
            "*What to do:* find out why it died; if the provider's bill is lower, nothing else."));
  }

  Said of(Alert.LeasesStranded alert) {
    return new Said(
        "🧊 Nobody hears of node " + name(alert.node()),
        List.of(
            "*Silent since:* " + time.apply(alert.silentSince()),
            "*Epoch:* " + code(alert.epoch()) + ", opened " + time.apply(alert.opened()),
            "*Effect:* what it had leased of budgets can't be spent by other nodes, and its last"
                + " events may be missing",
            "*What to do:* start a gateway on its data folder: it ships the journal and frees the"
                + " leases."));
  }

  Said of(Alert.KeyExpiring alert) {
    String shown = alert.alias() == null ? alert.name() : alert.alias();
    return new Said(
        "🔑 Key " + name(shown) + " expires " + time.apply(alert.expires()),
        List.of(
            "*Key:* "
                + code(alert.name())
                + (alert.team() == null ? "" : ", team " + code(alert.team())),
            "*Effect:* from then on its calls are refused with 401",
            "*What to do:* `POST /key/update` with a new `duration`, or let it end."));
  }
}
