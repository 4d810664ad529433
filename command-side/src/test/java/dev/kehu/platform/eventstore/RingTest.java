package dev.kehu.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.junit.jupiter.api.Test;

class RingTest {
    private final Ring ring = new Ring(1000);

    private void put(long position, int bytes) {
        ring.put(
                new GenericTrackedEventMessage<>(
                        new GlobalSequenceTrackingToken(position),
                        GenericEventMessage.asEventMessage("event " + position)),
                bytes);
    }

    @Test
    void keepsNoMoreBytesThanItMayAndTheNewestLongest() {
        for (long position = 1; position <= 3 * Ring.SLOTS; position++) {
            put(position, 300);
            assertThat(ring.held()).isLessThanOrEqualTo(1000);
            assertThat(ring.get(position)).isNotNull();
        }
        assertThat(ring.get(3 * Ring.SLOTS - 2)).isNotNull();
        assertThat(ring.get(3 * Ring.SLOTS - 3)).isNull();
    }

    @Test
    void keepsAMessageLargerThanAllItMayAlone() {
        put(1, 300);
        put(2, 5000);
        assertThat(ring.get(1)).isNull();
        assertThat(ring.get(2)).isNotNull();
        put(3, 1);
        assertThat(ring.held()).isEqualTo(1);
    }
}
