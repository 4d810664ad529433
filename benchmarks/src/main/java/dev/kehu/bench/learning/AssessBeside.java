package dev.kehu.bench.learning;

import dev.kehu.bench.ours.KehuWriteSide;
import dev.kehu.bench.workload.Interactions;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.History;
import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.value.command.ModelDraft;
import dev.kehu.value.formula.assessment.Course;
import dev.kehu.value.formula.assessment.Rating;
import dev.kehu.value.formula.assessment.StandardModel;
import dev.kehu.value.formula.assessment.Yardstick;
import dev.kehu.value.formula.fact.Facts;
import dev.kehu.value.formula.fact.Ledger;
import dev.kehu.value.formula.fact.Prices;
import dev.kehu.value.process.assessment.Assessing;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pass over all customers beside the bare arithmetic over their facts in memory, turn by turn:
 * {@code AssessBeside DIRECTORY CUSTOMERS INTERACTIONS}. The pass is the one that finds no news: it
 * reads, folds, rates and compares; the first one, which records, is told apart.
 */
public final class AssessBeside {
    private static final int ROUNDS = 5;

    private AssessBeside() {}

    /** Prints customers a second. */
    public static void main(String[] args) {
        System.setProperty("kehu.value.currency", "CNY"); // of the amounts made up
        int customers = Integer.parseInt(args[1]);
        Interactions data = new Interactions(7, customers);
        try (KehuWriteSide kehu = KehuWriteSide.open(Path.of(args[0]), data)) {
            for (int i = 0; i < customers; i++) kehu.register(i);
            for (long i = 0; i < Long.parseLong(args[2]); i++) kehu.record(i);
            measure(kehu);
        }
    }

    private static void measure(KehuWriteSide kehu) {
        LocalDate day = kehu.get(BusinessClock.class).today();
        long start = System.nanoTime();
        long first = pass(kehu, day);
        double recording = first / seconds(start);
        List<Ledger> ledgers = ledgers(kehu.get(History.class));
        double[] passes = new double[ROUNDS];
        double[] bare = new double[ROUNDS];
        for (int i = -2; i < ROUNDS; i++) { // two rounds warm up
            long began = System.nanoTime();
            long looked = pass(kehu, day);
            double ours = looked / seconds(began);
            began = System.nanoTime();
            long rated = arithmetic(ledgers, day);
            double theirs = rated / seconds(began);
            if (i < 0) continue;
            passes[i] = ours;
            bare[i] = theirs;
        }
        System.out.printf(
                "{\"metric\":\"assess\",\"unit\":\"customers/s\",\"rounds\":%d,\"kehu\":%.0f,"
                        + "\"recording\":%.0f,\"floor\":%.0f}%n",
                ROUNDS, median(passes), recording, median(bare));
    }

    private static long pass(KehuWriteSide kehu, LocalDate day) {
        return kehu.get(Assessing.class)
                .everybody(Optional.of(day), Origin.of("bench"), n -> {})
                .customers();
    }

    private static List<Ledger> ledgers(History history) {
        Map<String, Ledger> all = new HashMap<>();
        try (OrderedHistory.Scan scan = history.scan(0)) {
            for (List<RecordedEvent> page = scan.next(); !page.isEmpty(); page = scan.next())
                for (RecordedEvent event : page)
                    if (event.subject().startsWith(CustomerId.PREFIX)) {
                        Ledger ledger =
                                all.computeIfAbsent(
                                        event.subject(), id -> new Ledger(ZoneOffset.UTC));
                        if (event.payload() instanceof InteractionRecorded e)
                            ledger.add(event.position(), e);
                    }
        }
        return new ArrayList<>(all.values());
    }

    private static long arithmetic(List<Ledger> ledgers, LocalDate day) {
        Yardstick by = Yardstick.of(ModelDraft.of(StandardModel.draft(Instant.EPOCH), 1));
        long rated = 0;
        for (Ledger ledger : ledgers) {
            Facts facts =
                    Facts.of(
                            ledger.until(day, Long.MAX_VALUE), Prices.unrecorded("CNY"), null, day);
            Rating rating = by.rate(facts.measured());
            if (Course.NEW.classified(rating, by.threshold()) != null) rated++;
        }
        return rated;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
