package dev.kehu.platform.eventstore;

import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.serializer.SealingSerializer;

import java.time.Clock;

/** The parts of one open event store, made to fit each other. */
public record EventStorage(GroupCommitEngine engine, TailEventStore store, EventHistory history)
        implements AutoCloseable {
    /** Opens a log and puts the parts over it. */
    public static EventStorage over(
            EventLog log, SealingSerializer serializer, SubjectKeys keys, Clock clock) {
        GroupWriter writer = new GroupWriter(log, WritingKeys.of(keys, clock));
        GroupCommitEngine engine =
                new GroupCommitEngine(GroupCommitEngine.Setup.with(serializer), log, writer);
        return new EventStorage(
                engine, TailEventStore.over(engine), new EventHistory(engine, log, serializer));
    }

    @Override
    public void close() {
        engine.close();
        store.close();
    }
}
