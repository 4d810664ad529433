package dev.kehu.interaction.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.interaction.api.InteractionEvent;
import dev.kehu.platform.serializer.Samples;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/** What became of a delivery does not change when its personal parts are gone. */
class ErasedEventsTest {
    static List<InteractionEvent> samples() {
        return Samples.all().stream()
                .filter(InteractionEvent.class::isInstance)
                .map(InteractionEvent.class::cast)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void leadToTheSameState(InteractionEvent event) {
        assertThat(DeliveryState.UNKNOWN.evolve((InteractionEvent) Samples.erased(event)))
                .isEqualTo(DeliveryState.UNKNOWN.evolve(event));
    }
}
