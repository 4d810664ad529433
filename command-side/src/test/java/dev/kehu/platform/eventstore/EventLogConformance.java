package dev.kehu.platform.eventstore;

import org.junit.jupiter.api.Nested;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What every back end of the event store has to keep, whatever database it stands on. A subclass
 * says how one is opened. Each check that could pass by accident is seen to fail in {@link
 * ConformanceKitTest}.
 */
public abstract class EventLogConformance {
    /** A log on what this directory holds; not open yet. */
    protected abstract EventLog in(Path directory, Clock clock);

    /**
     * Whether the members of a group are recorded in the order they are given. Otherwise they are
     * carried out at the same time, those of one stream one after the other.
     */
    protected boolean keepsTheOrderOfAGroup() {
        return true;
    }

    /** The code with which it refuses to check a stream that is only read; empty when it checks. */
    protected Optional<String> refusalOfHeadsOnlyRead() {
        return Optional.empty();
    }

    /** Payload and metadata of one event. */
    protected int largestEvent() {
        return GroupCommitEngine.MAX_EVENT_BYTES;
    }

    /** How followers are woken. */
    Pace pace(LongSupplier head, Runnable wake) {
        return new Pace(head, wake);
    }

    /** How long a check waits for what has to come. */
    Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Nested
    class Recording extends RecordingChecks {
        Recording() {
            super(EventLogConformance.this);
        }
    }

    @Nested
    class Conflict extends ConflictChecks {
        Conflict() {
            super(EventLogConformance.this);
        }
    }

    @Nested
    class Reading extends ReadingChecks {
        Reading() {
            super(EventLogConformance.this);
        }
    }

    @Nested
    class Import extends ImportChecks {
        Import() {
            super(EventLogConformance.this);
        }
    }

    @Nested
    class Tail extends TailChecks {
        Tail() {
            super(EventLogConformance.this);
        }
    }

    @Nested
    class Snapshot extends SnapshotChecks {
        Snapshot() {
            super(EventLogConformance.this);
        }
    }
}
