package dev.kehu.platform.eventstore;

import static dev.kehu.platform.eventstore.Drafts.SEED;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.eventstore.EventLog.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;

/** A log that is open and empty at first, and whose clock is set by hand. */
abstract class LogUnderTest {
    final EventLogConformance kit;
    final Drafts drafts = new Drafts(SEED);
    long millis = 1_700_000_000_000L;
    EventLog log;
    long head;
    private Path directory = Path.of("");

    LogUnderTest(EventLogConformance kit) {
        this.kit = kit;
    }

    @BeforeEach
    final void open(@TempDir Path temp) {
        directory = temp;
        log = another();
        head = log.open();
        assertThat(head).isZero();
    }

    @AfterEach
    final void close() {
        log.close();
    }

    /** One more on the same directory; not open yet. */
    final EventLog another() {
        return kit.in(directory, new Settable());
    }

    /** The storage over the log, which it closes. */
    final OpenStorage storage() {
        return OpenStorage.over(directory, log);
    }

    final void reopen() {
        log.close();
        log = another();
        head = log.open();
    }

    private final class Settable extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }
    }

    final List<Outcome> write(Append... group) {
        List<Outcome> outcomes = log.write(List.of(group));
        head += outcomes.stream().mapToInt(o -> o.stored().size()).sum();
        return outcomes;
    }

    static void stored(Outcome outcome) {
        assertThat(outcome.refused()).isNull();
        assertThat(outcome.stored()).isNotEmpty();
    }

    static void refused(Outcome outcome, Class<?> why) {
        assertThat(outcome.refused()).isExactlyInstanceOf(why);
        assertThat(outcome.stored()).isEmpty();
    }

    final void dense() {
        assertThat(log.readAfter(0, 1_000_000).stream().map(StoredEvent::position))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, head).boxed().toList());
        assertThat(log.head()).isEqualTo(head);
    }
}
