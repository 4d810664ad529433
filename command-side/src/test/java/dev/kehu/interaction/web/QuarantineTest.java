package dev.kehu.interaction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.interaction.api.InteractionCommand.DiscardDelivery;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.Receipt;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.state.HeldDeliveries;
import dev.kehu.platform.writeside.Firm;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

class QuarantineTest {
    private static final Origin AGENT = Origin.of("agent");
    private static Firm firm;

    @BeforeAll
    static void open(@TempDir Path directory) {
        firm = Firm.in(directory);
    }

    @AfterAll
    static void close() {
        firm.close();
    }

    private static ItemResult send(String id, String type, String time) {
        String event =
                """
                {"specversion":"1.0","id":"%s","source":"/q","type":"%s","time":"%s",
                 "data":{"channel":"web","direction":"inbound","kind":"order","summary":"s",
                         "customer":{"contact":{"kind":"email","value":"%s@b.org"}}}}\
                """
                        .formatted(id, type, time, id);
        return firm.get(BatchIntake.class)
                .take(List.of(event.getBytes(StandardCharsets.UTF_8)), Origin.of("channel"))
                .getFirst();
    }

    private static InteractionId fromTheFuture(String id) {
        assertThat(send(id, DeliveryReader.INTERACTION, "2999-01-01T00:00:00Z").status())
                .isEqualTo("quarantined");
        return firm.ids().interaction("/q", id);
    }

    private static Receipt release(InteractionId id) {
        return firm.get(Release.class).release(id.value(), AGENT);
    }

    private static boolean held(InteractionId id) {
        return firm.get(HeldDeliveries.class).after(0, 1000).stream()
                .anyMatch(held -> held.id().equals(id.value()));
    }

    @Test
    void isRecordedOnItsStreamWhenAPersonReleasesIt() {
        InteractionId id = fromTheFuture("1");
        Awaitility.await().until(() -> held(id));
        long before = firm.head();
        release(id);
        assertThat(firm.after(before))
                .containsExactly("contact.claimed", "customer.opened", "interaction.recorded");
        assertThat(firm.history().at(id.value(), 1)).isPresent();
        Awaitility.await().until(() -> !held(id));
        assertThat(send("1", DeliveryReader.INTERACTION, "2999-01-01T00:00:00Z").status())
                .isEqualTo("duplicate");
        firm.refuses("delivery.settled", () -> release(id));
    }

    @Test
    void isGivenUpOnceAndNeverReleasedAfterwards() {
        InteractionId id = fromTheFuture("2");
        DiscardDelivery discard = new DiscardDelivery(id, "nonsense", Firm.WHEN);
        firm.send(discard);
        Awaitility.await().until(() -> !held(id));
        firm.refuses("quarantine.not-held", discard);
        firm.refuses("delivery.settled", () -> release(id));
    }

    @Test
    void keepsWhatStillCannotBeRead() {
        assertThat(send("3", "dev.kehu.gossip.v1", "1998-01-01T00:00:00Z").status())
                .isEqualTo("quarantined");
        firm.refuses("type.unknown", () -> release(firm.ids().interaction("/q", "3")));
    }

    @Test
    void refusesWhatIsNotHeld() {
        firm.refuses("interaction.unknown", () -> release(firm.ids().interaction("/q", "none")));
        send("4", DeliveryReader.INTERACTION, "1998-01-01T00:00:00Z");
        InteractionId recorded = firm.ids().interaction("/q", "4");
        firm.refuses("quarantine.not-held", () -> release(recorded));
        firm.refuses("quarantine.not-held", new DiscardDelivery(recorded, "x", Firm.WHEN));
    }
}
