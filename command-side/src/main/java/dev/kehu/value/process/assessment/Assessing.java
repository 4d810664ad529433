package dev.kehu.value.process.assessment;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.History;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.scan.SubjectScan;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Finds out what customers are worth, and records it where it is news. */
@Component
public final class Assessing {
    private final History history;
    private final BusinessClock clock;
    private final Commands commands;
    private final MeansInUse means;
    private final ZoneId zone;
    private final ReentrantLock pass = new ReentrantLock();

    Assessing(
            History history,
            BusinessClock clock,
            Commands commands,
            MeansInUse means,
            @Value("${kehu.zone:UTC}") String zone) {
        this.history = history;
        this.clock = clock;
        this.commands = commands;
        this.means = means;
        this.zone = ZoneId.of(zone);
    }

    /**
     * Everybody, in one pass; safe to repeat.
     *
     * @param end business day; empty: today
     * @param progress told how many customers were looked at, now and then
     * @throws Refusal {@code value.day} for a day that has not come, {@code value.assessing} while
     *     another pass goes on
     */
    public Assessed everybody(Optional<LocalDate> end, Origin by, LongConsumer progress) {
        return everybody(end, by, progress, SubjectScan.of(history));
    }

    /** Whatever the threads and ranges, the same is recorded of each customer. */
    Assessed everybody(
            Optional<LocalDate> end, Origin by, LongConsumer progress, SubjectScan scan) {
        return alone(() -> pass(end, by, progress, scan));
    }

    /** These customers, or who answers for them now, as of today. */
    Assessed some(Collection<String> customers, Origin by) {
        return alone(
                () -> {
                    long head = history.head();
                    Dossiers dossiers = new Dossiers(history, zone, head);
                    Assessment assessment = assessment(clock.today(), head);
                    Pass one = pass(assessment, by);
                    Set<String> looked = new HashSet<>();
                    for (String id : customers)
                        one.found(
                                () -> dossiers.survivor(id),
                                known -> looked.add(known.dossier().customer()));
                    return one.ended().of(assessment);
                });
    }

    private Assessed pass(
            Optional<LocalDate> end, Origin by, LongConsumer progress, SubjectScan scan) {
        LocalDate day = end.orElseGet(clock::today);
        if (day.isAfter(clock.today()))
            throw Refusal.invalid(
                    "value.day",
                    "The business day is %s; take it or one before".formatted(clock.today()));
        long head = history.head();
        Assessment assessment = assessment(day, head);
        Dossiers dossiers = new Dossiers(history, zone, head);
        Telling all = new Telling(progress);
        scan.each(
                Dossiers.ALL,
                range -> {
                    Pass part = pass(assessment, by);
                    dossiers.each(range, part::look);
                    return part.ended();
                },
                all::add);
        return all.ended().of(assessment);
    }

    private Pass pass(Assessment assessment, Origin by) {
        return new Pass(assessment, new Batches(commands, Origin.of(by.actor())));
    }

    private Assessment assessment(LocalDate day, long head) {
        return new Assessment(means.current(), day, head, at(day));
    }

    /** Adds up what came of the ranges, and tells now and then how far it is. */
    private static final class Telling {
        private static final int EVERY = 1_000;

        private final LongConsumer progress;
        private Tally sum = Tally.NONE;

        Telling(LongConsumer progress) {
            this.progress = progress;
        }

        void add(Tally part) {
            long before = sum.customers();
            sum = sum.plus(part);
            if (sum.customers() / EVERY > before / EVERY) progress.accept(sum.customers());
        }

        Tally ended() {
            progress.accept(sum.customers());
            return sum;
        }
    }

    /** The end of a day that is over, or now. */
    private Instant at(LocalDate day) {
        return day.isBefore(clock.today())
                ? day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1)
                : clock.now();
    }

    private Assessed alone(Supplier<Assessed> work) {
        if (!pass.tryLock())
            throw Refusal.conflict(
                    "value.assessing", "Customers are being assessed; ask again when that is done");
        try {
            return work.get();
        } finally {
            pass.unlock();
        }
    }

    static CustomerId id(Dossier dossier) {
        return new CustomerId(dossier.customer());
    }
}
