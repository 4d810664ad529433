package dev.kehu.bench.metric;

import dev.kehu.bench.ours.KehuWriteSide;
import dev.kehu.bench.round.Callers;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.workload.Interactions;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A write side: what records interaction n, and what adds note n to an interaction. Every fifth of
 * a mix adds a note to one of the cases: an interaction for each customer, the same ones hot as
 * among the customers.
 */
record Side(String name, Callers.Deed record, Note note, AtomicLong numbers) {
    static final int IN_FLIGHT = 64;
    private static final int NOTE_IN = 5;
    private static final long CASES = 1L << 38;

    interface Note {
        void add(long interaction, long n) throws Exception;
    }

    Side(String name, Callers.Deed record, Note note) {
        this(name, record, note, new AtomicLong());
    }

    /** Ours, with its customers registered. */
    static Side ours(Run run, String name, KehuWriteSide kehu) throws Exception {
        run.ticker().on("registering customers");
        Callers.all(run.messages().data().customers(), IN_FLIGHT, kehu::register);
        return new Side(name, kehu::record, kehu::annotate);
    }

    /** Records the interactions that notes are added to. */
    void recordCases(Run run) throws Exception {
        run.ticker().on("recording cases: " + name);
        Callers.all(run.messages().data().customers(), IN_FLIGHT, c -> record.once(CASES + c));
    }

    double freshPerSecond(Callers callers) throws Exception {
        return callers.perSecond(numbers, record);
    }

    double mixedPerSecond(Callers callers, Interactions data) throws Exception {
        return callers.perSecond(numbers, n -> mixed(data, n));
    }

    private void mixed(Interactions data, long n) throws Exception {
        if (n % NOTE_IN == 0) {
            note.add(CASES + data.customer(n), n);
        } else {
            record.once(n);
        }
    }
}
