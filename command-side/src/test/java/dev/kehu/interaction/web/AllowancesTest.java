package dev.kehu.interaction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class AllowancesTest {
    private static final int PER_SECOND = 10;
    private static final int BURST = 100;

    private final Instant[] now = {Instant.parse("1998-06-30T10:00:00Z")};
    private final Allowances allowances = new Allowances(PER_SECOND, BURST, new Moving(now));

    private String answer(String user, int events) {
        return allowances
                .refusal(user, events)
                .map(refused -> refused.getHeaders().getFirst("Retry-After"))
                .orElse("passes");
    }

    private void pass(double seconds) {
        now[0] = now[0].plusMillis((long) (seconds * 1_000));
    }

    @Test
    void letsABurstPassAndThenTheAverage() {
        assertThat(answer("shop", BURST)).isEqualTo("passes");
        assertThat(answer("shop", 1)).isEqualTo("1");
        pass(0.1);
        assertThat(answer("shop", 1)).isEqualTo("passes");
        assertThat(answer("shop", 25)).isEqualTo("3");
        pass(2.5);
        assertThat(answer("shop", 25)).isEqualTo("passes");
    }

    @Test
    void neverSavesMoreThanTheBurst() {
        pass(10_000);
        assertThat(answer("shop", BURST)).isEqualTo("passes");
        assertThat(answer("shop", 1)).isEqualTo("1");
    }

    @Test
    void letsABatchThatIsLargerThanTheBurstPassAFullBucketAndOweTheRest() {
        assertThat(answer("shop", 3 * BURST)).isEqualTo("passes");
        pass(20);
        assertThat(answer("shop", 1)).isEqualTo("1");
        pass(0.1);
        assertThat(answer("shop", 1)).isEqualTo("passes");
        assertThat(answer("shop", 3 * BURST)).isEqualTo("10");
    }

    @Test
    void countsEachUserAlone() {
        assertThat(answer("shop", BURST)).isEqualTo("passes");
        assertThat(answer("phone", BURST)).isEqualTo("passes");
        assertThat(answer("shop", 1)).isEqualTo("1");
    }

    @Test
    void takesNothingForWhatItRefuses() {
        assertThat(answer("shop", BURST - 1)).isEqualTo("passes");
        for (int i = 0; i < 10; i++) {
            assertThat(answer("shop", 2)).isEqualTo("1");
        }
        assertThat(answer("shop", 1)).isEqualTo("passes");
    }

    @Test
    void givesNothingForAClockThatWasSetBack() {
        assertThat(answer("shop", BURST)).isEqualTo("passes");
        pass(-3_600);
        assertThat(answer("shop", 1)).isEqualTo("1");
        pass(0.1);
        assertThat(answer("shop", 1)).isEqualTo("passes");
    }

    @Test
    void hasNoLimitUnlessOneIsSet() {
        Allowances none = new Allowances(0, 1, new Moving(now));
        for (int i = 0; i < 1_000; i++) {
            assertThat(none.refusal("shop", 1_000)).isEmpty();
        }
        assertThatThrownBy(() -> new Allowances(-1, 1, new Moving(now)))
                .isInstanceOf(IllegalStateException.class);
    }
}
