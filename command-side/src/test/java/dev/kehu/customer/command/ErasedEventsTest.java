package dev.kehu.customer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.ContactEvent;
import dev.kehu.customer.api.CustomerEvent;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.serializer.Samples;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/** What is true of a customer does not change when its personal parts are gone. */
class ErasedEventsTest {
    static List<DomainEvent> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void leadToTheSameState(DomainEvent event) {
        DomainEvent erased = Samples.erased(event);
        if (event instanceof CustomerEvent e) {
            assertThat(CustomerFile.UNKNOWN.evolve((CustomerEvent) erased))
                    .isEqualTo(CustomerFile.UNKNOWN.evolve(e));
        }
        if (event instanceof ContactEvent e) {
            assertThat(Claim.FREE.evolve((ContactEvent) erased)).isEqualTo(Claim.FREE.evolve(e));
        }
    }
}
