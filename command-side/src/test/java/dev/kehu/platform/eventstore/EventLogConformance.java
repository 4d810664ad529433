package dev.kehu.platform.eventstore;

import org.junit.jupiter.api.Nested;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

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
    class Snapshot extends SnapshotChecks {
        Snapshot() {
            super(EventLogConformance.this);
        }
    }
}
