package dev.kehu.demo;

import dev.kehu.access.Accounts;
import dev.kehu.access.Accounts.Credentials;
import dev.kehu.access.Role;
import dev.kehu.cli.Terminal;
import dev.kehu.kernel.History;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.projection.Views;

import org.springframework.stereotype.Component;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads the purchases over HTTP, signed in as a channel like any other program, and assesses the
 * customers. Sent again, every event is answered as a duplicate, so an interrupted load is simply
 * repeated.
 */
@Component
public final class Demo {
    /** The day the purchases end: the demo's today. */
    public static final LocalDate BUSINESS_DAY = Cdnow.END;

    private static final Duration TELL = Duration.ofMillis(1_500);

    private final Accounts accounts;
    private final History history;
    private final Views views;
    private final ViewPositions positions;
    private final Quarters quarters;
    private final Terminal terminal;
    private final DemoProject project;

    Demo(
            Accounts accounts,
            History history,
            Views views,
            ViewPositions positions,
            Quarters quarters,
            Terminal terminal,
            DemoProject project) {
        this.accounts = accounts;
        this.history = history;
        this.views = views;
        this.positions = positions;
        this.quarters = quarters;
        this.terminal = terminal;
        this.project = project;
    }

    /**
     * Returns when everything is recorded and every view shows it.
     *
     * @param server where this process answers
     * @param before position of the store before the demo touched it
     * @param until day the project's story ends; empty when it was told already
     * @throws DemoFailed when anything was not accepted
     */
    public DemoReport load(URI server, boolean full, long before, Optional<LocalDate> until) {
        List<Purchase> purchases = Cdnow.purchases(full);
        List<CloudEvent> people = people(purchases);
        List<CloudEvent> orders = purchases.stream().map(CloudEvent::orders).toList();
        Credentials channel = accounts.mint("demo", Role.CHANNEL);
        long start = System.nanoTime();
        try (var client = new IntakeClient(server, channel.user(), channel.password())) {
            int registered = send(client, people, "people");
            int ordered = send(client, orders, "purchases");
            until.ifPresent(project::live);
            quarters.assess();
            catchUp();
            double seconds = (System.nanoTime() - start) / 1e9;
            long events = history.head() - before;
            return new DemoReport(
                    registered,
                    ordered,
                    events,
                    Math.round(seconds * 100) / 100.0,
                    Math.round(events / seconds),
                    views.behind());
        } catch (IOException failure) {
            throw new DemoFailed("The demo could not be loaded: " + failure.getMessage() + ".");
        }
    }

    private static List<CloudEvent> people(List<Purchase> purchases) {
        Map<Integer, Purchase> first = new LinkedHashMap<>();
        purchases.forEach(
                p -> first.merge(p.customer(), p, (a, b) -> b.day().isBefore(a.day()) ? b : a));
        return first.values().stream().map(CloudEvent::registers).toList();
    }

    private int send(IntakeClient client, List<CloudEvent> events, String what) throws IOException {
        var tally = new Tally();
        try (var told =
                Telling.every(
                        TELL,
                        () ->
                                terminal.say(
                                        "%,d of %,d %s sent"
                                                .formatted(
                                                        tally.answered(), events.size(), what)))) {
            client.send(events, tally);
            told.done();
        }
        if (tally.taken() != events.size()) {
            throw new DemoFailed(
                    "Of %,d %s only %,d were taken (%s)."
                            .formatted(events.size(), what, tally.taken(), tally));
        }
        return tally.taken();
    }

    private void catchUp() {
        while (!positions.await(views.names(), history.head(), TELL) || views.behind() > 0) {
            terminal.say("%,d events until every view shows them".formatted(views.behind()));
            if (Thread.currentThread().isInterrupted()) {
                throw new DemoFailed("The demo was interrupted.");
            }
        }
    }
}
