package dev.kehu.adapter;

import dev.kehu.platform.eventstore.GroupCommitEngine;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The event store is well while it takes events. One that could not read back what became of a
 * commit takes none until Kehu is started again.
 */
@Component
class StoreHealth implements HealthIndicator {
    private final GroupCommitEngine engine;

    StoreHealth(GroupCommitEngine engine) {
        this.engine = engine;
    }

    @Override
    public Health health() {
        return engine.writing()
                ? Health.up().build()
                : Health.down()
                        .withDetail("ill", "it takes no events; see the log, then start Kehu again")
                        .build();
    }
}
