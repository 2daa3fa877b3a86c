package dev.weir.gateway.app;

import dev.weir.gateway.auth.KeyHasher;
import dev.weir.gateway.callbacks.Callbacks;
import dev.weir.gateway.directory.Directory;
import dev.weir.gateway.journal.Ledger;
import dev.weir.gateway.metrics.PrometheusMetrics;
import dev.weir.gateway.pipeline.Clockwork;
import dev.weir.gateway.pipeline.Trails;
import dev.weir.gateway.pricing.PriceBook;
import dev.weir.gateway.provider.ProviderClient;
import dev.weir.gateway.quota.BudgetPlane;
import dev.weir.gateway.quota.rate.RatePlane;
import dev.weir.gateway.routing.Traffic;
import java.time.InstantSource;
import java.time.ZoneId;

/**
 * What calls go through that lives as long as the process, whatever the configuration says.
 *
 * @param zone where windows begin; accounting has to count in the same ones
 */
record Parts(
    KeyHasher hasher,
    Directory directory,
    Ledger ledger,
    BudgetPlane leases,
    RatePlane rates,
    Traffic traffic,
    ProviderClient providers,
    Clockwork clockwork,
    Trails trails,
    Callbacks callbacks,
    AnswerCache cache,
    PrometheusMetrics metrics,
    PriceBook prices,
    ZoneId zone,
    InstantSource clock) {}
