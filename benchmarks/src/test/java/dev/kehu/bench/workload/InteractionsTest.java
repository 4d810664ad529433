package dev.kehu.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.util.stream.LongStream;

class InteractionsTest {
    private static final int SAMPLE = 5_000;

    private final Interactions data = new Interactions(7, 1_000);

    @Test
    void areTheSameForTheSameSeed() {
        Interactions again = new Interactions(7, 1_000);
        for (long n = 0; n < SAMPLE; n++) {
            assertThat(again.recorded(n)).isEqualTo(data.recorded(n));
        }
    }

    @Test
    void differForAnotherSeed() {
        assertThat(new Interactions(8, 1_000).recorded(3)).isNotEqualTo(data.recorded(3));
    }

    @Test
    void haveStreamsOfTheirOwn() {
        assertThat(LongStream.range(0, SAMPLE).mapToObj(data::id)).doesNotHaveDuplicates();
    }

    @Test
    void areAboutFewCustomersMostOfTheTime() {
        long first = LongStream.range(0, SAMPLE).filter(n -> data.customer(n) == 0).count();
        double expected = SAMPLE / (Math.log(1_000) + 0.5772); // Zipf: 1 / H(1000)
        assertThat((double) first).isBetween(expected * 0.8, expected * 1.2);
    }

    @Test
    void areThreeHundredBytesInTheMiddleAndNeverMoreThanFourThousand() {
        JsonMapper json = new JsonMapper();
        long[] sizes =
                LongStream.range(0, SAMPLE)
                        .map(n -> json.writeValueAsBytes(data.data(n)).length)
                        .sorted()
                        .toArray();
        assertThat(sizes[SAMPLE / 2]).isBetween(250L, 350L);
        assertThat(sizes[SAMPLE * 95 / 100]).isBetween(700L, 1_100L);
        assertThat(sizes[SAMPLE - 1]).isLessThanOrEqualTo(4_096L);
    }
}
