package dev.kehu.privacy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.CustomerCommand.AddContactPerson;
import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerCommand.PlaceHold;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerReference;
import dev.kehu.interaction.api.Delivery;
import dev.kehu.interaction.api.Facts;
import dev.kehu.interaction.api.InteractionCommand.AnnotateInteraction;
import dev.kehu.interaction.api.InteractionCommand.QuarantineDelivery;
import dev.kehu.interaction.api.InteractionCommand.RecordInteraction;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.sealing.Tombstones;
import dev.kehu.platform.sealing.keystore.SubjectKey;
import dev.kehu.platform.serializer.SealedParts;
import dev.kehu.platform.state.HeldDeliveries;
import dev.kehu.platform.state.OpenErasures;
import dev.kehu.platform.state.StateTokenStore;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.privacy.process.ErasedForEverTest.Stubborn;
import dev.kehu.privacy.process.PersonErasure.Asked;
import dev.kehu.privacy.process.PersonErasure.Standing;
import dev.kehu.privacy.process.approval.SecondPerson;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** What was said is erased, who said it stays; on the whole write side. */
class TextsErasedTest {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String SAID = "wants the blue one, and to pay in three parts by the autumn";
    static final String NOTE = "her brother decides about it, so call him in the evening";
    static final String LATER = "asked for the price of the green one in two colours";

    @TempDir private Path directory;

    static Asked asked(CustomerId customer, boolean only) {
        return new Asked(customer, only, "asked by letter", "GDPR 17(1)(b)").of("content");
    }

    static Standing erase(Firm firm, CustomerId customer, boolean only, Duration patience) {
        return firm.get(PersonErasure.class)
                .erase(asked(customer, only), Origin.of("admin"), patience);
    }

    static JsonNode receipt(Standing standing) {
        assertThat(standing.receipt()).as("finished").isNotNull();
        return new JsonMapper().readTree(standing.receipt()).get("receipt");
    }

    static String readable(Firm firm) {
        return firm.history().readAfter(0, 10_000).stream()
                .map(event -> event.payload().toString())
                .toList()
                .toString();
    }

    static Delivery said(Firm firm, CustomerId customer, String id, String text) {
        Delivery delivery = new Delivery(firm.ids().interaction("/s", id), "/s", id, id);
        firm.send(
                new RecordInteraction(
                        delivery,
                        new CustomerReference.ById(customer),
                        new Facts(
                                "web", "inbound", "enquiry", Firm.WHEN, text, null, null, null,
                                null, null, null, null, null, null, null, null)));
        return delivery;
    }

    static CustomerId talker(Firm firm, String code) {
        CustomerId customer = firm.registered(code, firm.email(code + "@example.org"));
        Delivery delivery = said(firm, customer, code, code + " " + SAID);
        firm.send(
                new AnnotateInteraction(
                        delivery.interactionId(), code + " " + NOTE, List.of("vip"), Firm.WHEN));
        return customer;
    }

    @Test
    void leavesWhoSaidItAndWhatIsSaidLater() {
        try (Firm firm = Firm.in(directory)) {
            CustomerId ann = talker(firm, "ANN");
            talker(firm, "BOB");
            List<StoredEvent> before = firm.history().readStored(0, 1000);
            JsonNode receipt = receipt(erase(firm, ann, false, PATIENCE));
            said(firm, ann, "later", LATER);
            assertThat(readable(firm))
                    .doesNotContain("ANN " + SAID, "ANN " + NOTE)
                    .contains("Name of ANN", "ANN@example.org", LATER)
                    .contains("BOB " + SAID, "BOB " + NOTE);
            assertThat(receipt.get("category").asString()).isEqualTo("content");
            assertThat(receipt.get("keysDivided").size()).isOne();
            assertThat(receipt.has("keysDestroyed")).isFalse();
            assertThat(receipt.at("/sweep/values").asInt()).isEqualTo(2);
            assertThat(receipt.at("/sweep/found").size()).isZero();
            List<StoredEvent> after = firm.history().readStored(0, 1000);
            for (int i = 0; i < before.size(); i++) {
                assertThat(after.get(i).sameAs(before.get(i))).as("event %d", i + 1).isTrue();
            }
            assertThat(firm.get(PersonErasure.class).of(ann.value()).orElseThrow().receipt())
                    .contains("keysDivided");
            assertThat(receipt(erase(firm, ann, false, PATIENCE)).get("keysDivided").size())
                    .as("again, with the key of what was said later")
                    .isEqualTo(2);
            assertThat(readable(firm)).doesNotContain(LATER).contains("Name of ANN");
        }
    }

    @Test
    void concernsEverybodyWhoIsTheSamePersonOrOneAlone() {
        try (Firm firm = Firm.in(directory)) {
            CustomerId ann = talker(firm, "ANN");
            CustomerId anna = talker(firm, "ANNA");
            CustomerId anne = talker(firm, "ANNE");
            firm.send(new MergeCustomers(ann, anna, "same", Firm.WHEN));
            firm.send(new MergeCustomers(ann, anne, "same", Firm.WHEN));
            assertThat(receipt(erase(firm, anne, true, PATIENCE)).get("customers").toString())
                    .isEqualTo("[\"" + anne + "\"]");
            assertThat(readable(firm))
                    .doesNotContain("ANNE " + SAID)
                    .contains("ANN " + SAID, "ANNA " + SAID);
            assertThat(receipt(erase(firm, anna, false, PATIENCE)).get("customers").size())
                    .isEqualTo(3);
            assertThat(readable(firm)).doesNotContain(SAID).contains("Name of ANNA");
        }
    }

    @Test
    void refusesWhoIsHeldOrGoneOrUnknown() {
        try (Firm firm = Firm.in(directory)) {
            CustomerId ann = talker(firm, "ANN");
            firm.send(new PlaceHold(ann, "a claim", null, Firm.WHEN));
            long head = firm.head();
            firm.refuses("customer.held", () -> erase(firm, ann, false, PATIENCE));
            firm.refuses(
                    "customer.unknown",
                    () -> erase(firm, new CustomerId("customer-none"), false, PATIENCE));
            firm.refuses(
                    "reason.missing",
                    () ->
                            firm.get(PersonErasure.class)
                                    .erase(
                                            new Asked(ann, false, " ", "GDPR 17").of("content"),
                                            Origin.of("admin"),
                                            PATIENCE));
            firm.refuses("erasure.category", () -> asked(ann, false).of("contact"));
            assertThat(firm.head()).isEqualTo(head);
            CustomerId bob = talker(firm, "BOB");
            firm.get(PersonErasure.class)
                    .erase(new Asked(bob, false, "asked", "GDPR 17"), Origin.of("a"), PATIENCE);
            firm.refuses("customer.erased", () -> erase(firm, bob, false, PATIENCE));
        }
    }

    private void inEvents(String sql, byte[]... parameters) throws SQLException {
        try (Connection events =
                DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("events.db"))) {
            try (Statement statement = events.createStatement()) {
                statement.execute("DROP TRIGGER IF EXISTS event_never_changes");
            }
            try (PreparedStatement change = events.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    change.setBytes(i + 1, parameters[i]);
                }
                assertThat(change.executeUpdate()).isOne();
            }
        }
    }

    /** As a Kehu sealed it before categories had keys: its header has another version. */
    private static byte[] undivided(byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        for (String part : SealedParts.of(payload)) {
            byte[] sealed = Base64.getUrlDecoder().decode(part);
            sealed[0] = SubjectKey.UNDIVIDED;
            String older = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
            text = text.replace(part, older);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The customer's own key is of today; its contact person's would go whole. */
    @Test
    void refusesWhereAContactPersonsNameWouldGoToo() throws Exception {
        CustomerId ann;
        StoredEvent added;
        try (Firm firm = Firm.in(directory)) {
            ann = talker(firm, "ANN");
            firm.send(
                    new AddContactPerson(
                            ann, firm.ids().freshPerson(), "Li Four", null, List.of(), Firm.WHEN));
            added = firm.history().readStored(firm.head() - 1, 1).getFirst();
            long head = firm.head();
            await().until(() -> firm.get(StateTokenStore.class).reached("privacy") >= head);
        }
        inEvents(
                "UPDATE event SET payload=? WHERE stream_id='" + added.stream() + "'",
                undivided(added.payload()));
        try (Firm firm = Firm.in(directory)) {
            firm.refuses("erasure.texts-undivided", () -> erase(firm, ann, false, PATIENCE));
        }
        inEvents(
                "UPDATE event SET payload=? WHERE stream_id='" + added.stream() + "'",
                "{\"_sealed\":{\"other\":\"!\"}}".getBytes(StandardCharsets.UTF_8));
        try (Firm firm = Firm.in(directory)) {
            assertThatThrownBy(() -> erase(firm, ann, false, PATIENCE))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            e -> assertThat(e.code()).isEqualTo("erasure.texts-unknown"))
                    .hasMessageContaining("position " + added.position());
        }
    }

    @Test
    void waitsForTheSecondPersonWhereNobodyErasesAlone() {
        try (Firm firm = Firm.in(directory, Map.of("kehu.privacy.second-approval", "true"))) {
            CustomerId ann = talker(firm, "ANN");
            firm.refuses("erasure.needs-approval", () -> erase(firm, ann, false, PATIENCE));
            SecondPerson second = firm.get(SecondPerson.class);
            second.ask(asked(ann, false), Origin.of("one"));
            await().until(() -> second.waiting(0, 10).items().size() == 1);
            assertThat(second.waiting(0, 10).items().getFirst().category()).isEqualTo("content");
            assertThat(readable(firm)).contains("ANN " + SAID);
            Standing done = second.approve(ann, null, Origin.of("two"), PATIENCE);
            assertThat(receipt(done).get("category").asString()).isEqualTo("content");
            assertThat(readable(firm)).doesNotContain("ANN " + SAID).contains("Name of ANN");
            await().until(() -> second.waiting(0, 10).items().isEmpty());
        }
    }

    /** Whoever releases it later would bring back what was said before. */
    @Test
    void discardsWhatIsHeldAboutThePerson() {
        try (Firm firm = Firm.in(directory)) {
            CustomerId ann = talker(firm, "ANN");
            Delivery delivery =
                    new Delivery(firm.ids().interaction("/s", "held"), "/s", "held", "held");
            firm.send(
                    new QuarantineDelivery(
                            delivery,
                            firm.ids().freshKeeper(),
                            "type.unknown",
                            null,
                            "{\"text\":\"ANN@example.org\"}",
                            Firm.WHEN));
            HeldDeliveries held = firm.get(HeldDeliveries.class);
            await().until(() -> held.after(0, 10).size() == 1);
            JsonNode receipt = receipt(erase(firm, ann, false, PATIENCE));
            assertThat(receipt.get("discarded").size()).isOne();
            await().until(() -> held.after(0, 10).isEmpty());
        }
    }

    /** What was said between the two lives of the program is of another key, and stays. */
    @Test
    void isFinishedByTheNextStartWithTheKeysOfTheFirst() {
        Stubborn.STUBBORN.set(true);
        CustomerId ann;
        try (Firm firm = Firm.in(directory, Map.of(), Stubborn.class)) {
            ann = talker(firm, "ANN");
            assertThat(erase(firm, ann, false, Duration.ofMillis(1)).receipt()).isNull();
            await().until(() -> !readable(firm).contains(SAID));
            said(firm, ann, "later", LATER);
        }
        Stubborn.STUBBORN.set(false);
        try (Firm firm = Firm.in(directory, Map.of(), Stubborn.class)) {
            PersonErasure erasure = firm.get(PersonErasure.class);
            await().atMost(PATIENCE)
                    .until(() -> erasure.of(ann.value()).orElseThrow().receipt() != null);
            JsonNode receipt = receipt(erasure.of(ann.value()).orElseThrow());
            assertThat(receipt.get("keysDivided").size()).isOne();
            assertThat(receipt.get("sweep").isNull()).as("nobody knew the values").isTrue();
            assertThat(readable(firm)).doesNotContain(SAID, NOTE).contains(LATER);
        }
    }

    /**
     * It was sealed with a key that is divided before it is stored; views would have it for long.
     */
    @Test
    void sealsAgainWhatWaitsToBeStoredMeanwhile() throws Exception {
        try (Firm firm = Firm.in(directory)) {
            CustomerId ann = talker(firm, "ANN");
            CustomerId bob = talker(firm, "BOB");
            GroupCommitEngine engine = firm.get(GroupCommitEngine.class);
            Semaphore held = new Semaphore(0);
            engine.onStored(
                    stored -> {
                        held.acquireUninterruptibly();
                        held.release();
                    });
            long head = firm.head();
            ExecutorService both = Executors.newFixedThreadPool(2);
            try {
                both.submit(() -> said(firm, bob, "first", SAID));
                await().until(() -> firm.head() > head);
                Future<?> waiting = both.submit(() -> said(firm, ann, "waiting", LATER));
                await().until(() -> engine.figures().waiting() == 1);
                Set<UUID> keys = firm.history().sealedWith(ann.value(), head);
                firm.get(SubjectKeys.class).erase(keys, Category.CONTENT, 1);
                held.release();
                waiting.get();
            } finally {
                held.release();
                both.shutdown();
            }
            assertThat(readable(firm)).doesNotContain("ANN " + SAID).contains(LATER);
        }
    }

    private CustomerId erased(Path data, Path before) throws Exception {
        CustomerId ann;
        try (Firm firm = Firm.in(data)) {
            ann = talker(firm, "ANN");
        }
        Files.copy(data.resolve("keys.db"), before);
        try (Firm firm = Firm.in(data)) {
            assertThat(erase(firm, ann, false, PATIENCE).receipt()).isNotNull();
            said(firm, ann, "later", LATER);
        }
        return ann;
    }

    /** Keys of a backup from before, and what was said since is lost with its key. */
    @Test
    void doesNotComeBackWithKeysOfBefore() throws Exception {
        Path before = directory.resolve("before.db");
        Path data = directory.resolve("data");
        CustomerId ann = erased(data, before);
        Files.copy(before, data.resolve("keys.db"), StandardCopyOption.REPLACE_EXISTING);
        try (Firm firm = Firm.in(data)) {
            assertThat(firm.history().readSubject(ann.value(), 0, 4).toString())
                    .contains("Name of ANN")
                    .doesNotContain(SAID, NOTE);
        }
    }

    /** Neither where the list of erasures is missing: then the history says so. */
    @Test
    void doesNotComeBackWithKeysOfBeforeAndWithoutTheList() throws Exception {
        Path before = directory.resolve("before.db");
        Path data = directory.resolve("data");
        CustomerId ann = erased(data, before);
        Path again = Files.createDirectory(directory.resolve("again"));
        for (String file : List.of("events.db", "keys.db", "master.keys", "version")) {
            Files.copy(data.resolve(file), again.resolve(file));
        }
        ErasedForEverTest.putBack(before, again.resolve("keys.db"));
        Stubborn.FORGOTTEN.clear();
        Stubborn.STUBBORN.set(false);
        try (Firm firm = Firm.in(again, Map.of(), Stubborn.class)) {
            await().atMost(PATIENCE).until(() -> !said(firm, ann).contains(SAID));
            assertThat(readable(firm)).contains("Name of ANN", LATER);
            await().until(() -> firm.get(OpenErasures.class).all().isEmpty());
            assertThat(firm.get(Tombstones.class).all()).hasSize(1);
            assertThat(Stubborn.FORGOTTEN).contains(ann.value());
        }
    }

    /** As far as the keys of then reach. */
    private static String said(Firm firm, CustomerId customer) {
        return firm.history().readSubject(customer.value(), 0, 4).toString();
    }
}
