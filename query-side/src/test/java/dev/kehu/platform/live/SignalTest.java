package dev.kehu.platform.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.live.Signal.Woken;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;

@Timeout(20)
class SignalTest {
    private final Signal signal = new Signal();

    @Test
    void aRestIsNotCutShortAndKeepsWhatIsRaisedMeanwhile() {
        signal.raise();
        assertThat(signal.rest(Duration.ofMillis(1))).isTrue();
        assertThat(signal.await(Duration.ofHours(1))).isEqualTo(Woken.RAISED);
    }

    @Test
    void aRestEndsWhenEverythingEnds() {
        signal.end();
        assertThat(signal.rest(Duration.ofHours(1))).isFalse();
    }
}
