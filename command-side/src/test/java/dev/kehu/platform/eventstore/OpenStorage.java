package dev.kehu.platform.eventstore;

import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.serializer.EventNames;
import dev.kehu.platform.serializer.SealingSerializer;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;

/** An event storage on files of a directory, with its keys, as the write side puts it together. */
record OpenStorage(EventStorage storage, SubjectKeys keys, SealingSerializer serializer)
        implements AutoCloseable {
    static OpenStorage in(Path directory) {
        return in(directory, log -> log);
    }

    static OpenStorage in(Path directory, Function<EventLog, EventLog> wrapped) {
        SubjectKeys keys =
                SubjectKeys.open(
                        directory.resolve("keys.db"),
                        MasterKeys.open(directory.resolve("master.keys"), true));
        SealingSerializer serializer = new SealingSerializer(new EventNames(), new Envelope(keys));
        EventLog log = new SqliteEventLog(directory.resolve("events.db"), Clock.systemUTC());
        return new OpenStorage(
                EventStorage.over(wrapped.apply(log), serializer, keys, Clock.systemUTC()),
                keys,
                serializer);
    }

    GroupCommitEngine engine() {
        return storage.engine();
    }

    @Override
    public void close() {
        storage.close();
        keys.close();
    }
}
