package dev.kehu.privacy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.audit.web.ParkedByHand;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionCommand.QuarantineDelivery;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.memory.UnreadableEvent;
import dev.kehu.platform.state.HeldDeliveries;
import dev.kehu.platform.state.StateTokenStore;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.privacy.api.Forgetful;
import dev.kehu.privacy.process.ErasedForEverTest.Stubborn;
import dev.kehu.privacy.process.PersonErasure.Asked;
import dev.kehu.privacy.process.PersonErasure.Standing;
import dev.kehu.privacy.process.standing.Obstacles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Erasures in whose way something stands. */
class ObstructedErasureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir private Path directory;

    private static Standing erase(
            Firm firm, CustomerId customer, String category, Duration patience) {
        return firm.get(PersonErasure.class)
                .erase(
                        new Asked(customer, false, "asked by letter", "GDPR 17").of(category),
                        Origin.of("admin"),
                        patience);
    }

    private static JsonNode receipt(Standing standing) {
        assertThat(standing.receipt()).as("finished").isNotNull();
        return new JsonMapper().readTree(standing.receipt()).get("receipt");
    }

    private static void kept(Firm firm, String id, String text) {
        firm.send(
                new QuarantineDelivery(
                        firm.delivery(id),
                        firm.ids().freshKeeper(),
                        "type.unknown",
                        null,
                        "{\"text\":\"" + text + "\"}",
                        Firm.WHEN));
    }

    private static long position(Firm firm, String stream) {
        return firm.history().at(stream, 0).map(RecordedEvent::position).orElseThrow();
    }

    private void damage(long... positions) throws Exception {
        try (var db = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("events.db"));
                var statement = db.createStatement()) {
            statement.execute("DROP TRIGGER event_never_changes");
            for (long position : positions) {
                statement.execute("UPDATE event SET payload=x'3f' WHERE position=" + position);
            }
        }
    }

    /** Of the person, and of a stranger whose delivery is looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"", "content"})
    void endThoughEventsCannotBeRead(String category) throws Exception {
        CustomerId ann;
        long said, other;
        try (Firm firm = Firm.in(directory)) {
            ann = firm.registered("ANN", firm.email("ann@example.org"));
            firm.meets(ann, Firm.WHEN);
            said = position(firm, firm.delivery("met " + ann).interactionId().value());
            kept(firm, "other", "write to carl@example.org");
            other = position(firm, firm.delivery("other").interactionId().value());
            kept(firm, "mentions", "ann@example.org");
            await().until(() -> firm.get(HeldDeliveries.class).after(0, 10).size() == 2);
        }
        damage(said, other);
        try (Firm firm = Firm.in(directory)) {
            JsonNode receipt = receipt(erase(firm, ann, category, PATIENCE));
            assertThat(receipt.get("eventsUnreadable").valueStream().map(JsonNode::asString))
                    .as("what was said, and what may be about anybody")
                    .containsExactlyInAnyOrder(String.valueOf(said), String.valueOf(other));
            assertThat(receipt.get("discarded").size()).isOne();
        }
    }

    /** What the customer has come to is not known. */
    @ParameterizedTest
    @ValueSource(strings = {"", "content"})
    void areRefusedWhereTheCustomerCannotBeRead(String category) throws Exception {
        CustomerId ann;
        try (Firm firm = Firm.in(directory)) {
            ann = firm.registered("ANN", firm.email("ann@example.org"));
        }
        damage(1);
        try (Firm firm = Firm.in(directory)) {
            long head = firm.history().head();
            assertThat(firm.history().forgiving().at(ann.value(), 0).orElseThrow().position())
                    .isEqualTo(1);
            assertThatThrownBy(() -> erase(firm, ann, category, PATIENCE))
                    .isInstanceOf(UnreadableEvent.class)
                    .hasMessageContaining("position 1 ");
            assertThat(firm.get(PersonErasure.class).of(ann.value())).isEmpty();
            assertThat(firm.history().head()).isEqualTo(head);
        }
    }

    @Test
    void nameWhatViewsHaveParked() {
        try (Firm firm = Firm.in(directory)) {
            CustomerId ann = firm.registered("ANN");
            CustomerId bob = firm.registered("BOB");
            List<Parked> parked = firm.get(ParkedByHand.class).parked;
            for (CustomerId each : List.of(ann, bob)) {
                parked.add(new Parked("timeline", each.value(), 7, "Unreadable", Firm.WHEN, 2));
            }
            assertThat(receipt(erase(firm, ann, "content", PATIENCE)).get("parked").toString())
                    .isEqualTo("[\"timeline " + ann + " 7\"]");
        }
    }

    /** A store that says why it cannot forget yet. */
    static final class Waiting implements Forgetful {
        static final AtomicBoolean WAITS = new AtomicBoolean();

        @Override
        public String place() {
            return "waiting store";
        }

        @Override
        public void forget(Collection<String> subjects, long position) {
            if (WAITS.get()) {
                throw Refusal.conflict("view.behind", "Not read yet");
            }
        }

        @Override
        public void forgetTexts(
                Collection<String> customers, Collection<String> subjects, long position) {
            forget(subjects, position);
        }

        @Override
        public boolean remembers(Collection<String> subjects) {
            return false;
        }
    }

    @Test
    void sayWhatTheyWaitForUntilTheyEnd() {
        Waiting.WAITS.set(true);
        Stubborn.FORGOTTEN.clear();
        try (Firm firm = Firm.in(directory, Map.of(), Waiting.class, Stubborn.class)) {
            PersonErasure erasure = firm.get(PersonErasure.class);
            CustomerId ann = firm.registered("ANN");
            erase(firm, ann, "", Duration.ofMillis(1));
            String id = erasure.of(ann.value()).orElseThrow().erasureId();
            Obstacles obstacles = firm.get(Obstacles.class);
            await().until(() -> obstacles.of(id).isPresent());
            Standing waits = erasure.of(ann.value()).orElseThrow();
            assertThat(waits.receipt()).isNull();
            assertThat(waits.waitsFor().code()).isEqualTo("view.behind");
            assertThat(waits.waitsFor().detail()).isEqualTo("Not read yet");
            assertThat(Stubborn.FORGOTTEN).as("waits for no other").contains(ann.value());
            Waiting.WAITS.set(false);
            await().atMost(PATIENCE)
                    .until(() -> erasure.of(ann.value()).orElseThrow().receipt() != null);
            assertThat(erasure.of(ann.value()).orElseThrow().waitsFor()).isNull();
            assertThat(obstacles.of(id)).isEmpty();
        }
    }

    /** Whoever carries erasures out reads history from its beginning, and stands still in it. */
    @Test
    void sayThatNobodyHasReadOfThemYet() throws Exception {
        CustomerId ann;
        long stranger;
        try (Firm firm = Firm.in(directory)) {
            CustomerId bob = firm.registered("BOB");
            firm.meets(bob, Firm.WHEN);
            stranger = position(firm, firm.delivery("met " + bob).interactionId().value());
            ann = firm.registered("ANN");
        }
        damage(stranger);
        for (String file : List.of("state.db", "state.db-wal", "state.db-shm")) {
            Files.deleteIfExists(directory.resolve(file));
        }
        try (Firm firm = Firm.in(directory)) {
            erase(firm, ann, "", Duration.ofMillis(1));
            StateTokenStore tokens = firm.get(StateTokenStore.class);
            await().until(() -> tokens.reached("privacy") == stranger - 1);
            Standing waits = firm.get(PersonErasure.class).of(ann.value()).orElseThrow();
            assertThat(waits.receipt()).isNull();
            assertThat(waits.waitsFor().code()).isEqualTo("erasure.not-read");
        }
    }
}
