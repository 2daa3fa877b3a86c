package dev.weir.gateway.http;

import dev.weir.gateway.auth.Authenticator;
import dev.weir.gateway.pipeline.Intake;
import dev.weir.gateway.pipeline.Pipeline;
import java.util.List;

/**
 * What the configuration decides about serving, as of one reading of it. It does not change: a new
 * reading is a new one, and a call keeps to the one it began with.
 */
public final class Serving {
  private static final int ADMIN_BODY_BYTES = 1 << 20;

  private final Authenticator authenticator;
  private final Intake intake;
  private final Pipeline pipeline;
  private final List<ModelCard> models;
  private final Bodies bodies;
  private final Bodies adminBodies;
  private final Errors errors;
  private final boolean metricsNeedKey;

  /**
   * What a client may see of the settings.
   *
   * @param bodyLimit bytes of a request body
   * @param budgetStatus the HTTP status of an exhausted budget
   * @param metricsNeedKey whether {@code /metrics} asks for the master key
   */
  public record Terms(long bodyLimit, int budgetStatus, boolean metricsNeedKey) {}

  /**
   * Serves so.
   *
   * @param models what {@code /v1/models} lists
   */
  public Serving(
      Authenticator authenticator,
      Intake intake,
      Pipeline pipeline,
      List<ModelCard> models,
      Terms terms) {
    this.authenticator = authenticator;
    this.intake = intake;
    this.pipeline = pipeline;
    this.models = List.copyOf(models);
    this.bodies = new Bodies(terms.bodyLimit());
    this.adminBodies = new Bodies(Math.min(terms.bodyLimit(), ADMIN_BODY_BYTES));
    this.errors = new Errors(terms.budgetStatus());
    this.metricsNeedKey = terms.metricsNeedKey();
  }

  Authenticator authenticator() {
    return authenticator;
  }

  Intake intake() {
    return intake;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  List<ModelCard> models() {
    return models;
  }

  Bodies bodies() {
    return bodies;
  }

  /** Of the key API. */
  Bodies adminBodies() {
    return adminBodies;
  }

  Errors errors() {
    return errors;
  }

  boolean metricsNeedKey() {
    return metricsNeedKey;
  }
}
