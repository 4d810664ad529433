package dev.kehu.privacy.view.consents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.World;
import dev.kehu.privacy.api.ConsentEvent.ConsentGranted;
import dev.kehu.privacy.api.ConsentEvent.ConsentWithdrawn;
import dev.kehu.privacy.api.ConsentId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;

class ConsentsTest {
    private static final CustomerId ANN = new CustomerId("customer-a");
    private static final CustomerId TWIN = new CustomerId("customer-b");

    private final World world = World.fresh(50);
    private final Scenario given = new Scenario(world.story);

    @BeforeEach
    void twoCustomers() {
        given.registers("customer-a", "C1", "Ann", "1997-01-01");
        given.registers("customer-b", "C2", "Ann again", "1997-01-01");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void grants(CustomerId who, String day) {
        ConsentId id = ConsentId.of(who);
        world.story.tell(
                id.value(),
                new ConsentGranted(
                        id,
                        who,
                        1L,
                        "newsletter",
                        "email",
                        "consent",
                        "v1",
                        "paper",
                        "box 7",
                        Instant.parse(day + "T12:00:00Z")));
    }

    private void withdraws(CustomerId who, @Nullable String channel, String day) {
        ConsentId id = ConsentId.of(who);
        world.story.tell(
                id.value(),
                new ConsentWithdrawn(
                        id, who, "newsletter", channel, null, Instant.parse(day + "T12:00:00Z")));
    }

    private boolean granted(AsOf time) {
        world.settled();
        return world.get(Reader.class)
                .read(world.get(ConsentsProjection.class), "customer-a", time)
                .view()
                .granted("newsletter", "email");
    }

    private static AsOf on(String day) {
        return new AsOf(Instant.parse(day + "T23:59:59Z"), null);
    }

    @Test
    void knowsWhetherItWasGrantedAtAnyMoment() {
        assertThat(granted(AsOf.NOW)).isFalse();
        grants(ANN, "1997-02-01");
        withdraws(ANN, "email", "1997-03-01");
        assertThat(granted(AsOf.NOW)).isFalse();
        assertThat(granted(on("1997-01-31"))).isFalse();
        assertThat(granted(on("1997-02-01"))).isTrue();
        assertThat(granted(on("1997-03-01"))).isFalse();
        Instant beforeItWasTold =
                world.story.readAfter(3, 1).getFirst().recordedAt().minusMillis(1);
        assertThat(granted(new AsOf(null, beforeItWasTold))).isTrue();
    }

    @Test
    void isNotUndoneByAFormThatWasTypedInLate() {
        withdraws(ANN, null, "1997-03-01");
        grants(ANN, "1997-02-01");
        assertThat(granted(AsOf.NOW)).isFalse();
        assertThat(granted(on("1997-02-15"))).isTrue();
    }

    @Test
    void countsWhatATwinSaid() {
        grants(ANN, "1997-02-01");
        withdraws(TWIN, "email", "1997-03-01");
        assertThat(granted(AsOf.NOW)).isTrue();
        given.merges("customer-a", "customer-b", "1997-04-01");
        assertThat(granted(AsOf.NOW)).isFalse();
        assertThat(granted(on("1997-03-15"))).isTrue();
    }
}
