package dev.kehu.adapter;

import dev.kehu.platform.eventstore.GroupCommitEngine;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The event store is well while it takes events. One that could not read back what became of a
 * commit takes none until Kehu is started again; one on a server is also ill while that is away.
 */
@Component
class StoreHealth implements HealthIndicator {
    private final GroupCommitEngine engine;

    StoreHealth(GroupCommitEngine engine) {
        this.engine = engine;
    }

    @Override
    public Health health() {
        if (!engine.writing()) {
            return ill("it takes no events; see the log, then start Kehu again");
        }
        return engine.ailment().map(StoreHealth::ill).orElseGet(() -> Health.up().build());
    }

    private static Health ill(String why) {
        return Health.down().withDetail("ill", why).build();
    }
}
