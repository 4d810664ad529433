package dev.kehu.platform.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class PatientTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = START;
    private int tries;
    private Throwable fault = new IllegalStateException();
    private final Patient round =
            new Patient("test", Duration.ofMinutes(10), this::work, () -> now);

    private Instant work() {
        tries++;
        if (fault instanceof Error error) throw error;
        if (fault instanceof RuntimeException exception) throw exception;
        return now.plusSeconds(1);
    }

    /** Woken every minute. */
    private int triesIn(int minutes) {
        int before = tries;
        for (int i = 0; i < minutes; i++) {
            round.go();
            now = now.plusSeconds(60);
        }
        return tries - before;
    }

    @Test
    void leavesAloneWhatFailsLongerEachTime() {
        assertThat(triesIn(10)).isEqualTo(1);
        assertThat(triesIn(20)).isEqualTo(1);
        fault = new OutOfMemoryError("as the test asked");
        assertThat(triesIn(40)).isEqualTo(1);
        assertThat(triesIn(80)).isEqualTo(1);
        assertThat(triesIn(80)).as("no longer than that").isEqualTo(1);
    }

    @Test
    void goesOnAtOnceOnceItSucceeds() {
        triesIn(10);
        fault = new Exception("none");
        assertThat(triesIn(5)).isEqualTo(5);
        fault = new IllegalStateException();
        assertThat(triesIn(10)).as("as short as the first time").isEqualTo(1);
        assertThat(round.go()).isEqualTo(now.plus(Duration.ofMinutes(20)));
    }

    @Test
    void isNotHeldByAClockThatWasAhead() {
        now = START.plus(Duration.ofDays(1_000));
        triesIn(1);
        now = START;
        assertThat(triesIn(1)).isEqualTo(1);
    }

    @Test
    void throwsWhatIsFatal() {
        fault = new InternalError();
        assertThatThrownBy(round::go).isSameAs(fault);
    }
}
