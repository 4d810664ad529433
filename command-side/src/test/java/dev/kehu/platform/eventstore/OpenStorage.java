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
public record OpenStorage(EventStorage storage, SubjectKeys keys, SealingSerializer serializer)
        implements AutoCloseable {
    static OpenStorage in(Path directory) {
        return in(directory, log -> log);
    }

    static OpenStorage in(Path directory, Function<EventLog, EventLog> wrapped) {
        EventLog log = new SqliteEventLog(directory.resolve("events.db"), Clock.systemUTC());
        return over(directory, wrapped.apply(log));
    }

    public static OpenStorage over(Path directory, EventLog log) {
        SubjectKeys keys =
                SubjectKeys.open(
                        directory.resolve("keys.db"),
                        MasterKeys.open(directory.resolve("master.keys"), true));
        SealingSerializer serializer = new SealingSerializer(new EventNames(), new Envelope(keys));
        return new OpenStorage(
                EventStorage.over(log, serializer, keys, Clock.systemUTC()), keys, serializer);
    }

    public GroupCommitEngine engine() {
        return storage.engine();
    }

    @Override
    public void close() {
        storage.close();
        keys.close();
    }
}
