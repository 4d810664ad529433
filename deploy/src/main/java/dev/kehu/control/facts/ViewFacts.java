package dev.kehu.control.facts;

import dev.kehu.control.Finding;
import dev.kehu.control.HealthFacts;
import dev.kehu.kernel.History;
import dev.kehu.platform.projection.ViewStatus;
import dev.kehu.platform.projection.Views;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/** Looks at every view by its position; a processor's own opinion of itself is never asked. */
@Component
final class ViewFacts implements HealthFacts {
    /** More than this is no longer a batch on its way. */
    private static final long FAR_BEHIND = 10_000;

    private final History history;
    private final Views views;

    ViewFacts(History history, Views views) {
        this.history = history;
        this.views = views;
    }

    @Override
    public List<Finding> findings() {
        long head = history.head();
        Map<String, String> anew = views.anew();
        return views.status().stream()
                .map(view -> finding(view, head, anew.get(view.name())))
                .toList();
    }

    static Finding finding(ViewStatus view, long head, @Nullable String anew) {
        long behind = Math.max(0, head - view.position());
        Finding.State state =
                !view.running() || view.parked() > 0 || behind > FAR_BEHIND
                        ? Finding.State.WARNING
                        : Finding.State.OK;
        String detail =
                "position %,d, %,d behind".formatted(view.position(), behind)
                        + (view.parked() > 0
                                ? ", %,d subjects parked".formatted(view.parked())
                                : "")
                        + (view.running() ? "" : ", not running")
                        + (anew == null ? "" : ", built anew at this start: " + anew);
        return new Finding(
                "view " + view.name(),
                state,
                detail,
                Map.of(
                        "position",
                        view.position(),
                        "behind",
                        behind,
                        "parked",
                        (long) view.parked()));
    }
}
