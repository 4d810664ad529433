package dev.kehu.bench.view;

import dev.kehu.bench.ours.KehuProgram;
import dev.kehu.bench.round.Arrivals;
import dev.kehu.bench.round.Contender.Round;
import dev.kehu.bench.workload.Messages;

import org.axonframework.eventsourcing.eventstore.EventStore;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Interactions recorded at a steady pace beside what is measured; views follow them. */
record Load(
        KehuProgram kehu, Messages messages, double perSecond, Duration time, AtomicLong numbers) {
    private static final long FIRST = 1L << 43;

    Load(KehuProgram kehu, Messages messages, double perSecond, Duration time) {
        this(kehu, messages, perSecond, time, new AtomicLong(FIRST));
    }

    /** The round with the load beside it; the next one begins when the views have caught up. */
    double beside(Round round) throws Exception {
        EventStore store = kehu.bean(EventStore.class);
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Arrivals arrivals = Arrivals.from(numbers, perSecond, time);
            Future<?> load =
                    thread.submit(() -> arrivals.run(n -> store.publish(messages.recorded(n))));
            double value = round.measure();
            load.get();
            kehu.awaitViews();
            return value;
        }
    }
}
