package dev.kehu.platform.saga;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.deadletter.DeadLetters;
import dev.kehu.platform.deadletter.ParkedSteps;
import dev.kehu.platform.deadline.Deadlines;
import dev.kehu.platform.deadline.Heard;
import dev.kehu.platform.deadline.Sweep;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.outbox.CommandJson;
import dev.kehu.platform.outbox.Dispatcher;
import dev.kehu.platform.outbox.Outbox;
import dev.kehu.platform.outbox.ParkedLetters;
import dev.kehu.platform.outbox.Sending;
import dev.kehu.platform.serializer.SealingSerializer;
import dev.kehu.platform.state.Sql;
import dev.kehu.platform.state.State;
import dev.kehu.platform.state.StateTokenStore;

import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** One life of the process that runs sagas, moved by hand: nothing happens by itself. */
final class World {
    private static final String PROCESSOR = "test";

    private final State state;
    private final EventHistory history;
    private final StateTokenStore tokens;
    private final Sweep sweep;
    final Outbox outbox;
    final Dispatcher dispatcher;
    final Sagas sagas;
    final ParkedSteps parked;
    final List<String> witnessed = new ArrayList<>();

    World(
            State state,
            Function<Class<?>, Object> beans,
            List<? extends Process<?>> processes,
            Sending sending,
            InstantSource clock,
            Executor threads) {
        this.state = state;
        this.history = (EventHistory) beans.apply(EventHistory.class);
        var serializer = (SealingSerializer) beans.apply(SealingSerializer.class);
        tokens = new StateTokenStore(state, history.storeId());
        outbox = new Outbox(state);
        Deadlines deadlines = new Deadlines(state);
        DeadLetters dead = new DeadLetters(state);
        var commands = new CommandJson(serializer.getObjectMapper());
        var happenings = new StoredHappening(serializer.getObjectMapper(), history);
        sagas =
                new Sagas(
                        processes,
                        commands,
                        serializer.getObjectMapper(),
                        new Instances.Desk(state, outbox, deadlines, dead, happenings, clock));
        dispatcher =
                new Dispatcher(
                        new Dispatcher.Parts(state, outbox, commands, sagas, dead),
                        sending,
                        clock,
                        new Random(7),
                        threads);
        Heard heard = new Heard(history::head, processor -> position());
        sweep = new Sweep(state, deadlines, sagas::due, heard, clock);
        parked =
                new ParkedSteps(
                        dead,
                        new ParkedLetters(state, outbox, dead, sagas),
                        sagas,
                        new Watched(dead, witnessed));
        sagas.resumeStranded(dead);
    }

    /** Sagas hear nothing that was recorded before this. */
    void beginAt(long position) {
        tokens.storeToken(new GlobalSequenceTrackingToken(position), PROCESSOR, 0);
    }

    long position() {
        TrackingToken token = tokens.fetchToken(PROCESSOR, 0);
        return token == null ? 0 : token.position().orElseThrow();
    }

    /** Handles the next events as a processor does: work and token in one transaction. */
    boolean batch(int size) {
        List<RecordedEvent> events = history.readAfter(position(), size);
        if (events.isEmpty()) {
            return false;
        }
        State.Open open = state.begin();
        try {
            for (RecordedEvent event : events) {
                for (Instances<?> instances : sagas.all()) {
                    if (instances.hears(event.payload().getClass())) {
                        instances.heard(event.payload(), event.position());
                    }
                }
            }
            beginAt(events.getLast().position());
        } catch (RuntimeException | Error failure) {
            open.rollback();
            throw failure;
        }
        open.commit();
        return true;
    }

    /** Sends what can be sent; when there is more to send later. */
    @Nullable Instant dispatch() {
        return dispatcher.go();
    }

    /** Wakes who is to be woken; when the next one is. */
    @Nullable Instant sweep() {
        return sweep.go();
    }

    long rows(String table) {
        return state.read(
                c ->
                        Sql.list(c, "select count(*) from " + table, row -> row.getLong(1))
                                .getFirst());
    }

    /** Nothing is left to do, ever. */
    boolean finished() {
        return rows("outbox") + rows("deadline") + rows("saga") + rows("parked") == 0;
    }
}
