package dev.kehu.control.facts;

import dev.kehu.control.Finding;
import dev.kehu.control.Finding.State;
import dev.kehu.control.HealthFacts;
import dev.kehu.kernel.History;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.watch.Round;
import dev.kehu.platform.watch.Watchdog;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Whether the views show all they have passed, as the watchdog found it. */
@Component
final class CompletenessFacts implements HealthFacts {
    private static final int NAMED = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Watchdog watchdog;
    private final History history;
    private final Views views;
    private final ViewPositions positions;

    CompletenessFacts(Watchdog watchdog, History history, Views views, ViewPositions positions) {
        this.watchdog = watchdog;
        this.history = history;
        this.views = views;
        this.positions = positions;
    }

    @Override
    public List<Finding> findings() {
        Round latest = watchdog.latest();
        return latest.failed().isEmpty() ? List.of() : List.of(finding(latest, latest.events()));
    }

    @Override
    public List<Finding> thorough(Consumer<String> progress) {
        long[] told = {0};
        long head = history.head();
        if (positions.of(views.names()) < head) {
            progress.accept("waiting for the views to reach %,d events".formatted(head));
            positions.await(views.names(), head, PATIENCE);
        }
        Round round =
                watchdog.round(
                        (done, total) -> {
                            if (done - told[0] >= 100_000) {
                                progress.accept(
                                        "%,d of %,d events compared".formatted(done, total));
                                told[0] = done;
                            }
                            return true;
                        });
        return List.of(finding(round, head));
    }

    /**
     * @param head as far as the views have to be for all to be well
     */
    static Finding finding(Round round, long head) {
        boolean behind = round.events() < head;
        return new Finding(
                "views complete",
                behind && state(round) == State.OK ? State.WARNING : state(round),
                behind
                        ? "only %,d of %,d events compared, a view has not caught up; %s"
                                .formatted(round.events(), head, detail(round))
                        : detail(round),
                Map.of(
                        "events", round.events(),
                        "mended", (long) round.mended().size(),
                        "failed", (long) round.failed().size()));
    }

    private static State state(Round round) {
        if (!round.failed().isEmpty() || !round.whole()) {
            return State.FAILED;
        }
        return round.mended().isEmpty() ? State.OK : State.WARNING;
    }

    private static String detail(Round round) {
        if (!round.failed().isEmpty()) {
            return "not mended: %s; ./kehu rebuild".formatted(first(round.failed()));
        }
        if (!round.whole()) {
            return "more damage than is mended one by one; ./kehu rebuild";
        }
        return round.mended().isEmpty()
                ? "%,d events compared, nothing is missing".formatted(round.events())
                : "%,d events compared, mended: %s"
                        .formatted(round.events(), first(round.mended()));
    }

    private static String first(List<Round.Mended> some) {
        List<String> named =
                some.stream()
                        .limit(NAMED)
                        .map(
                                it ->
                                        "%s of %s to %,d"
                                                .formatted(it.customer(), it.view(), it.position()))
                        .toList();
        int more = some.size() - named.size();
        return String.join(", ", named) + (more > 0 ? " and %,d more".formatted(more) : "");
    }
}
