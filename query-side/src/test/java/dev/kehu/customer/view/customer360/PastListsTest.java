package dev.kehu.customer.view.customer360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.answer.Unavailable;
import dev.kehu.platform.answer.Waiting;
import dev.kehu.platform.download.Download;
import dev.kehu.platform.download.Tables;
import dev.kehu.platform.paging.KeptEvents;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.table.Listed;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.World;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/** Lists as they stood are folded from history, and only so many at once, of so many customers. */
class PastListsTest {
    private static final int LOOKED_AT = 3;
    private static final AsOf EVER = new AsOf(Instant.parse("2100-01-01T00:00:00Z"), null);

    private final World world = World.fresh(50);
    private final Scenario given = new Scenario(world.story);

    @BeforeEach
    void fourCustomers() {
        for (int i = 1; i <= LOOKED_AT + 1; i++)
            given.registers("customer-" + i, "C" + i, "Name " + i, "1997-01-01");
        world.settled();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private final class Asked {
        private final CustomersPastApi api =
                new CustomersPastApi(
                        world.get(Directory.class),
                        world.get(Customer360Projection.class),
                        world.get(CustomerLookup.class),
                        world.get(Reader.class),
                        world.get(Waiting.class),
                        world.get(Parameters.class),
                        world.get(Tables.class),
                        LOOKED_AT);

        Object list(
                @Nullable String q,
                @Nullable String sort,
                @Nullable String limit,
                @Nullable String format) {
            Object body =
                    api.asOf(
                                    null,
                                    null,
                                    q,
                                    null,
                                    sort,
                                    null,
                                    null,
                                    limit,
                                    format,
                                    "2100-01-01",
                                    null,
                                    null)
                            .getBody();
            return Objects.requireNonNull(body);
        }

        Stream<?> rows() {
            return ((Download) list(null, null, null, "csv")).table().rows().get();
        }
    }

    @Test
    void readNoMoreHistoriesForAPageThanTheyMay() {
        Asked asked = new Asked();
        assertThat(((Listed) asked.list(null, null, "2", null)).items()).hasSize(2);
        assertThat(((Listed) asked.list("Name", null, "1", null)).items()).hasSize(1);
        refused(() -> asked.list("Name 4", null, "1", null));
        refused(() -> asked.list(null, "name", "1", null));
        refused(() -> asked.list(null, "name", null, "csv"));
    }

    /** Whom somebody looks at again stays in memory, whatever lists are made. */
    @Test
    void keepNoEventsOfWhomTheyPass() {
        new Asked().list("Name", null, "2", null);
        assertThat(world.get(KeptEvents.class).bytes()).isZero();
        world.get(Customer360Api.class).read("customer-1", EVER);
        assertThat(world.get(KeptEvents.class).bytes()).isPositive();
    }

    private static void refused(Runnable question) {
        assertThatThrownBy(question::run)
                .isInstanceOf(Refusal.class)
                .extracting("code")
                .isEqualTo("customers.past-too-many");
    }

    @Test
    void readAllHistoriesForAFile() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ((Download) new Asked().list("Name", null, null, "csv")).write(file);
        assertThat(file.toString(StandardCharsets.UTF_8).lines()).hasSize(1 + LOOKED_AT + 1);
    }

    @Test
    void areMadeTwoAtATimeFilesToo() {
        Asked asked = new Asked();
        try (Stream<?> one = asked.rows()) {
            Stream<?> other = asked.rows();
            assertThatThrownBy(asked::rows).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> asked.list(null, null, "1", null))
                    .isInstanceOf(Unavailable.class);
            other.close();
            assertThat(((Listed) asked.list(null, null, "1", null)).items()).hasSize(1);
            assertThat(one).isNotEmpty();
        }
    }
}
