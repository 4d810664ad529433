package dev.kehu.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.value.process.assessment.Shop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** History for who needs no more than open components of some events. */
class OpenAloneTest {
    @Test
    void readsWhatIsAskedForAndPassesNoEventOver(@TempDir Path directory) {
        try (Shop shop = Shop.in(directory)) {
            CustomerId ann = shop.firm.registered("ANN");
            shop.orders(ann, "1998-06-01", "60.00");
            EventHistory all = shop.firm.history();
            EventHistory open = all.openAlone(Set.of(InteractionRecorded.class));
            List<RecordedEvent> read = open.readSubject(ann.value(), 0, 100);
            assertThat(read)
                    .extracting(RecordedEvent::position)
                    .isEqualTo(
                            all.readSubject(ann.value(), 0, 100).stream()
                                    .map(RecordedEvent::position)
                                    .toList());
            assertThat(read.getFirst().name()).isEqualTo("customer.registered");
            assertThat(read.getFirst().payload()).isNotInstanceOf(CustomerRegistered.class);
            assertThat(read.getLast().payload())
                    .isInstanceOfSatisfying(
                            InteractionRecorded.class,
                            e -> {
                                assertThat(e.amount()).isNotNull();
                                assertThat(e.summary()).as("is sealed").isNull();
                            });
        }
    }
}
