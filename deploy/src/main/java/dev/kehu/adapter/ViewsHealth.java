package dev.kehu.adapter;

import dev.kehu.kernel.History;
import dev.kehu.platform.projection.ViewStatus;
import dev.kehu.platform.projection.Views;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Views are well when none is stopped; how far each has come is compared with the store, never
 * taken from a processor's word.
 */
@Component
class ViewsHealth implements HealthIndicator {
    private final Views views;
    private final History history;

    ViewsHealth(Views views, History history) {
        this.views = views;
        this.history = history;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up().withDetail("head", history.head());
        for (ViewStatus view : views.status()) {
            health.withDetail(view.name(), view.position());
        }
        return health.withDetail("behind", views.behind()).build();
    }
}
