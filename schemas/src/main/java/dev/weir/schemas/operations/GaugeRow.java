package dev.weir.schemas.operations;

import io.micrometer.core.instrument.Tags;

/** One of several gauges of a name, as it stands now. */
public record GaugeRow(Tags tags, double value) {}
