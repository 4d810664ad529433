package dev.kehu.value.process.assessment;

import dev.kehu.customer.api.CustomerEvent.CustomerAbsorbed;
import dev.kehu.customer.api.CustomerEvent.CustomerSeparated;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.History;
import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.round.Patient;
import dev.kehu.platform.round.Rounds;
import dev.kehu.value.api.CustomerValueEvent.CustomerPlaced;
import dev.kehu.value.formula.fact.Entry;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Once a model is in use: every few minutes, who had a contact that can move a figure, merged or
 * parted is assessed again, and on each new business day everybody, for silence counts too. Nothing
 * is kept: after a start the first look is at everybody, and finds news only where there are some.
 */
@Component
class WhenFactsChangedThenAssess implements SmartLifecycle {
    private static final Origin ITSELF = Origin.of("kehu");

    private static final Set<Class<? extends DomainEvent>> NOTED =
            Set.of(
                    InteractionRecorded.class,
                    CustomerAbsorbed.class,
                    CustomerSeparated.class,
                    CustomerPlaced.class);

    private final History history;
    private final BusinessClock clock;
    private final MeansInUse means;
    private final Assessing assessing;
    private final Duration every;
    private final Rounds rounds;
    private boolean begun;
    private long read;
    private @Nullable LocalDate day;
    private volatile boolean running;

    WhenFactsChangedThenAssess(
            History history,
            BusinessClock clock,
            MeansInUse means,
            Assessing assessing,
            @Value("${kehu.value.assess-every:PT10M}") Duration every) {
        this.history = history.openAlone(NOTED);
        this.clock = clock;
        this.means = means;
        this.assessing = assessing;
        this.every = every;
        rounds =
                new Rounds(
                        "assessments",
                        new Patient("assessments", every, this::go, clock::real),
                        clock::real);
    }

    private @Nullable Instant go() {
        if (begun && means.inUse()) assessUnlessOthersDo();
        begun = true;
        return clock.real().plus(every);
    }

    private void assessUnlessOthersDo() {
        try {
            assess();
        } catch (Refusal refusal) {
            if (!refusal.code().equals("value.assessing")) throw refusal;
        }
    }

    private void assess() {
        LocalDate today = clock.today();
        if (today.equals(day)) {
            SortedSet<String> changed = new TreeSet<>();
            long head = changedBehind(read, changed);
            if (!changed.isEmpty()) assessing.some(changed, ITSELF);
            read = head;
        } else {
            read = assessing.everybody(Optional.empty(), ITSELF, n -> {}).position();
            day = today;
        }
    }

    /** Collects who had new facts by now, and says up to where history was read. */
    long changedBehind(long position, SortedSet<String> changed) {
        long last = position, head = history.head();
        try (OrderedHistory.Scan scan = history.scan(position)) {
            while (last < head) {
                List<RecordedEvent> page = scan.next();
                if (page.isEmpty()) break;
                page.forEach(event -> note(event, changed));
                last = page.getLast().position();
            }
        }
        return last;
    }

    private static void note(RecordedEvent event, SortedSet<String> changed) {
        switch (event.payload()) {
            case InteractionRecorded e when Entry.telling(e) -> changed.add(event.subject());
            case CustomerAbsorbed e -> changed.add(event.subject());
            case CustomerPlaced e -> changed.add(event.subject());
            case CustomerSeparated e -> {
                changed.add(event.subject());
                changed.add(e.separated().value());
            }
            default -> {}
        }
    }

    @Override
    public void start() {
        running = true;
        if (!every.isZero()) rounds.start();
    }

    @Override
    public void stop() {
        running = false;
        rounds.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
