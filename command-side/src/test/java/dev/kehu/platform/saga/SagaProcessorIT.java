package dev.kehu.platform.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.outbox.Outbox;

import org.awaitility.Awaitility;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** The whole of it as it runs in production: pooled processor, own threads, wake-ups. */
@Timeout(120)
class SagaProcessorIT {
    @Test
    void carriesAProcessThroughAcrossRestartsAndTheBusinessDay(@TempDir Path directory) {
        CustomerId customer;
        try (Town town = new Town(directory, Welcoming.class)) {
            town.advance("1998-06-30");
            customer = town.registered();
            Awaitility.await().until(() -> town.pages(customer).size() == 1);
            Awaitility.await().until(() -> town.get(Outbox.class).size() == 0);
            assertThat(town.rows("deadline")).isEqualTo(1);
        }
        try (Town town = new Town(directory, Welcoming.class)) {
            assertThat(town.pages(customer)).containsExactly("page-1");
            town.advance("1998-07-02");
            Awaitility.await().until(() -> town.rows("saga") == 0);
            assertThat(town.pages(customer)).containsExactly("page-1", "page-3");
            assertThat(town.rows("deadline")).isZero();
            Awaitility.await().until(() -> town.rows("outbox") == 0);
        }
    }

    @Test
    void refusesToBeReplayed(@TempDir Path directory) {
        try (Town town = new Town(directory, Welcoming.class)) {
            EventProcessingConfiguration processing =
                    town.get(Configuration.class).eventProcessingConfiguration();
            StreamingEventProcessor processor =
                    processing
                            .eventProcessor("saga-welcoming", StreamingEventProcessor.class)
                            .orElseThrow();
            processor.shutDown();
            assertThat(processor.supportsReset()).isFalse();
            assertThatThrownBy(processor::resetTokens).isInstanceOf(IllegalStateException.class);
            processor.start();
        }
    }
}
