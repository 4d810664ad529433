package dev.kehu.platform.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.eventstore.Drafts;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Random;

class BoundedTest {
    private static final Instant WHEN = Instant.parse("1998-06-30T10:00:00Z");
    private static final long ROOM = 20_000;

    private final Bounded memory = new Bounded(ROOM);

    private static Known<?> known(String stream, long seq) {
        Known<Count> known = Known.nothing(new Count.Counting(), stream);
        for (long i = 0; i <= seq; i++) {
            known = known.with(new CustomerOpened(new CustomerId(stream), WHEN), stream, i, i + 1);
        }
        return known;
    }

    private void put(String stream) {
        memory.put(known(stream, 0), memory.mark(stream));
    }

    @Test
    void neverHoldsMoreBytesThanItMay() {
        Random random = new Random(Drafts.SEED);
        for (int i = 0; i < 5_000; i++) {
            String stream = "customer-" + random.nextInt(500);
            switch (random.nextInt(4)) {
                case 0 -> memory.evict(stream);
                case 1 -> memory.moved(stream, before -> known(stream, before.seq() + 1));
                default -> put(stream);
            }
            assertThat(memory.bytes()).as("seed " + Drafts.SEED).isBetween(0L, ROOM);
        }
        assertThat(memory.size()).isPositive();
        memory.evictAll(known -> true);
        assertThat(memory.bytes()).isZero();
        assertThat(memory.size()).isZero();
    }

    @Test
    void keepsWhatIsUsed() {
        put("customer-hot");
        for (int i = 0; i < 500; i++) {
            put("customer-" + i);
            assertThat(memory.get("customer-hot")).isNotNull();
        }
        assertThat(memory.get("customer-0")).isNull();
    }

    @Test
    void refusesWhatIsLargerThanAll() {
        Bounded none = new Bounded(0);
        none.put(known("customer-1", 0), none.mark("customer-1"));
        assertThat(none.get("customer-1")).isNull();
        assertThat(none.bytes()).isZero();
    }

    @Test
    void refusesWhatWasReadWhileTheStreamGrew() {
        long mark = memory.mark("customer-1");
        memory.moved("customer-1", before -> null);
        memory.put(known("customer-1", 0), mark);
        assertThat(memory.get("customer-1")).isNull();
    }

    @Test
    void refusesWhatWasReadBeforeItWasForgotten() {
        long one = memory.mark("customer-1");
        long two = memory.mark("customer-2");
        memory.evict("customer-1");
        memory.put(known("customer-1", 0), one);
        memory.evictAll(known -> true);
        memory.put(known("customer-2", 0), two);
        assertThat(memory.size()).isZero();
    }
}
