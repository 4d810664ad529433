package dev.kehu.privacy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.Contact;
import dev.kehu.customer.api.CustomerCommand.AddContactPerson;
import dev.kehu.customer.api.CustomerCommand.LiftHold;
import dev.kehu.customer.api.CustomerCommand.PlaceHold;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.customer.api.CustomerReference;
import dev.kehu.interaction.api.InteractionCommand.QuarantineDelivery;
import dev.kehu.interaction.api.InteractionCommand.RecordInteraction;
import dev.kehu.interaction.api.InteractionCommand.ReleaseDelivery;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.sealing.KeyFile;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.sealing.Tombstones;
import dev.kehu.platform.state.HeldDeliveries;
import dev.kehu.platform.state.OpenErasures;
import dev.kehu.platform.state.StateTokenStore;
import dev.kehu.platform.transfer.HistoryExport;
import dev.kehu.platform.transfer.HistoryImport;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.privacy.api.Forgetful;
import dev.kehu.privacy.process.PersonErasure.Asked;
import dev.kehu.privacy.process.PersonErasure.Standing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Erasures carried out on the whole write side. */
class ErasedForEverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path directory;

    private static Standing erase(Firm firm, CustomerId customer, Duration patience) {
        return firm.get(PersonErasure.class)
                .erase(
                        new Asked(customer, false, "asked by letter", "GDPR 17(1)(a)"),
                        Origin.of("admin"),
                        patience);
    }

    private static JsonNode receipt(Standing standing) {
        assertThat(standing.receipt()).as("finished").isNotNull();
        return new JsonMapper().readTree(standing.receipt()).get("receipt");
    }

    static String readable(Firm firm) {
        return firm.history().readAfter(0, 10_000).stream()
                .map(event -> event.payload().toString())
                .toList()
                .toString();
    }

    /** Kept before it was known whose it is, and recorded once the customer was registered. */
    static void kept(Firm firm, String id, String text) {
        firm.send(
                new QuarantineDelivery(
                        firm.delivery(id),
                        firm.ids().freshKeeper(),
                        "type.unknown",
                        null,
                        "{\"text\":\"" + text + "\"}",
                        Firm.WHEN));
    }

    @Test
    void leavesNothingReadableAnywhereInHistory() {
        try (Firm firm = Firm.in(directory)) {
            CustomerId ann = firm.registered("ANN", firm.email("ann@example.org"));
            CustomerId bob = firm.registered("BOB", firm.email("bob@example.org"));
            firm.send(
                    new AddContactPerson(
                            ann,
                            firm.ids().freshPerson(),
                            "Li Four",
                            "buyer",
                            List.of(new Contact("email", "li@example.org", null)),
                            Firm.WHEN));
            kept(firm, "released", "was kept for a while");
            firm.send(
                    new ReleaseDelivery(
                            firm.delivery("released").interactionId(),
                            new RecordInteraction(
                                    firm.delivery("released"),
                                    new CustomerReference.ById(ann),
                                    Firm.asked("asked for a price", Firm.WHEN))));
            kept(firm, "mentions", "ANN@example.org");
            kept(firm, "other", "write to carl@example.org");
            HeldDeliveries held = firm.get(HeldDeliveries.class);
            await().until(() -> held.after(0, 10).size() == 2);
            List<StoredEvent> before = firm.history().readStored(0, 1000);
            JsonNode receipt = receipt(erase(firm, ann, PATIENCE));
            assertThat(readable(firm))
                    .doesNotContain(
                            "Name of ANN",
                            "ann@example.org",
                            "ANN@example.org",
                            "Li Four",
                            "buyer",
                            "li@example.org",
                            "kept for a while",
                            "asked for a price")
                    .contains("Name of BOB", "bob@example.org", "carl@example.org");
            assertThat(receipt.get("keysDestroyed").size()).isEqualTo(4);
            assertThat(receipt.get("keysWereIn").asString()).isEqualTo("keys.db");
            assertThat(receipt.get("discarded").size()).isOne();
            assertThat(receipt.at("/sweep/values").asInt()).isEqualTo(5);
            assertThat(receipt.at("/sweep/found").size()).isZero();
            assertThat(receipt.at("/sweep/complete").asBoolean()).isTrue();
            assertThat(receipt.has("shortened")).isFalse();
            await().until(() -> held.after(0, 10).size() == 1);
            List<StoredEvent> after = firm.history().readStored(0, 1000);
            for (int i = 0; i < before.size(); i++) {
                assertThat(after.get(i).sameAs(before.get(i))).as("event %d", i + 1).isTrue();
            }
            assertThat(firm.get(CustomerLookup.class).isErased(bob)).isFalse();
            assertThat(firm.get(PersonErasure.class).of(ann.value()).orElseThrow().receipt())
                    .contains("keysDestroyed");
        }
    }

    private void inKeys(String sql) throws SQLException {
        try (var keys = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("keys.db"));
                var statement = keys.createStatement()) {
            statement.execute("PRAGMA busy_timeout=10000");
            statement.execute(sql);
        }
    }

    /** Nobody is given the keys from the first try on, so what they opened is kept until then. */
    @Test
    void isSearchedForThoughItsKeysAreDestroyedAtALaterTry() throws Exception {
        try (Firm firm = Firm.in(directory)) {
            CustomerId ann = firm.registered("ANN", firm.email("ann@example.org"));
            kept(firm, "mentions", "ANN@example.org");
            await().until(() -> firm.get(HeldDeliveries.class).after(0, 10).size() == 1);
            inKeys(
                    "CREATE TRIGGER failing BEFORE INSERT ON erased"
                            + " BEGIN SELECT RAISE(ABORT, 'full'); END");
            assertThat(erase(firm, ann, Duration.ofMillis(1)).receipt()).isNull();
            await().until(() -> firm.get(SubjectKeys.class).isForbidden(ann.value()));
            assertThat(firm.get(SubjectKeys.class).knowsErased(ann.value())).isFalse();
            inKeys("DROP TRIGGER failing");
            PersonErasure erasure = firm.get(PersonErasure.class);
            await().atMost(PATIENCE)
                    .until(() -> erasure.of(ann.value()).orElseThrow().receipt() != null);
            JsonNode receipt = receipt(erasure.of(ann.value()).orElseThrow());
            assertThat(receipt.at("/sweep/values").asInt()).isEqualTo(3);
            assertThat(receipt.at("/sweep/found").size()).isZero();
            assertThat(receipt.get("discarded").size()).isOne();
            assertThat(receipt.get("keysDestroyed").size()).isEqualTo(2);
            assertThat(firm.get(Forgetting.class).known()).isZero();
        }
    }

    /** A store that cannot forget, as when its disk is full or the process is killed before it. */
    static final class Stubborn implements Forgetful {
        static final AtomicBoolean STUBBORN = new AtomicBoolean();
        static final Set<String> FORGOTTEN = ConcurrentHashMap.newKeySet();

        @Override
        public String place() {
            return "stubborn store";
        }

        @Override
        public void forget(Collection<String> subjects, long position) {
            if (STUBBORN.get()) {
                throw new IllegalStateException("not now");
            }
            FORGOTTEN.addAll(subjects);
        }

        @Override
        public void forgetTexts(
                Collection<String> customers, Collection<String> subjects, long position) {
            forget(subjects, position);
        }

        @Override
        public boolean remembers(Collection<String> subjects) {
            return STUBBORN.get();
        }
    }

    @Test
    void isFinishedByTheNextStart() {
        Stubborn.STUBBORN.set(true);
        CustomerId ann;
        try (Firm firm = Firm.in(directory, Map.of(), Stubborn.class)) {
            ann = firm.registered("ANN", firm.email("ann@example.org"));
            kept(firm, "mentions", "ann@example.org");
            await().until(() -> firm.get(HeldDeliveries.class).after(0, 10).size() == 1);
            Standing standing = erase(firm, ann, Duration.ofMillis(1));
            assertThat(standing.receipt()).isNull();
            await().until(() -> !firm.get(Tombstones.class).all().isEmpty());
            await().until(() -> !readable(firm).contains("Name of ANN"));
            assertThat(firm.get(PersonSweep.class).forCustomer(ann).found())
                    .containsExactly("the stubborn store");
        }
        Stubborn.STUBBORN.set(false);
        try (Firm firm = Firm.in(directory, Map.of(), Stubborn.class)) {
            PersonErasure erasure = firm.get(PersonErasure.class);
            await().atMost(PATIENCE)
                    .until(() -> erasure.of(ann.value()).orElseThrow().receipt() != null);
            JsonNode receipt = receipt(erasure.of(ann.value()).orElseThrow());
            assertThat(receipt.get("places").toString()).contains("stubborn store");
            assertThat(receipt.get("keysDestroyed").size()).as("and what was kept").isEqualTo(2);
            assertThat(receipt.get("sweep").isNull()).as("nobody knew the values").isTrue();
            assertThat(readable(firm)).doesNotContain("ann@example.org");
            assertThat(firm.get(PersonSweep.class).forCustomer(ann).found()).isEmpty();
            long finished =
                    firm.history().readAfter(0, 1000).stream()
                            .filter(event -> event.name().equals("privacy.erasure-finished"))
                            .count();
            assertThat(finished).isOne();
        }
    }

    /** All stores of a backup from before, keys too; only the list of erasures is newer. */
    @Test
    void doesNotComeBackWithAnOldHistory() throws Exception {
        CustomerId ann;
        Path old = directory.resolve("old");
        Path data = directory.resolve("data");
        try (Firm firm = Firm.in(data)) {
            ann = firm.registered("ANN", firm.email("ann@example.org"));
            firm.send(new PlaceHold(ann, "a claim of then", null, Firm.WHEN));
        }
        Files.createDirectory(old);
        try (var files = Files.list(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, old.resolve(file.getFileName()));
            }
        }
        try (Firm firm = Firm.in(data)) {
            firm.send(new LiftHold(ann, "settled", Firm.WHEN));
            assertThat(erase(firm, ann, PATIENCE).receipt()).isNotNull();
        }
        Files.copy(data.resolve("erased.jsonl"), old.resolve("erased.jsonl"));
        try (Firm firm = Firm.in(old)) {
            assertThat(readable(firm)).doesNotContain("Name of ANN", "ann@example.org");
            CustomerLookup customers = firm.get(CustomerLookup.class);
            await().atMost(PATIENCE).until(() -> customers.isErased(ann));
            assertThat(firm.registered("ANN", firm.email("ann@example.org"))).isNotEqualTo(ann);
        }
    }

    /** The first cannot be forgotten yet; the keys of the second are gone all the same. */
    @Test
    void destroysKeysWhileAStoreIsSlowToForgetSomebodyElse() throws Exception {
        try (Firm firm = Firm.in(directory, Map.of(), Slow.class)) {
            CustomerId ann = firm.registered("ANN", firm.email("ann@example.org"));
            CustomerId bob = firm.registered("BOB", firm.email("bob@example.org"));
            Slow.HELD.acquire();
            try {
                erase(firm, ann, Duration.ofMillis(1));
                await().until(Slow.HELD::hasQueuedThreads);
                erase(firm, bob, Duration.ofMillis(1));
                await().until(() -> !readable(firm).contains("Name of BOB"));
                assertThat(firm.get(PersonErasure.class).of(bob.value()).orElseThrow().receipt())
                        .isNull();
            } finally {
                Slow.HELD.release();
            }
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    firm.get(PersonErasure.class)
                                                    .of(bob.value())
                                                    .orElseThrow()
                                                    .receipt()
                                            != null);
        }
    }

    static final class Slow implements Forgetful {
        static final Semaphore HELD = new Semaphore(1);

        @Override
        public String place() {
            return "slow store";
        }

        @Override
        public void forget(Collection<String> subjects, long position) {
            HELD.acquireUninterruptibly();
            HELD.release();
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

    /** A copy an upgrade left: its keys open what was erased, and its index may hold texts. */
    @Test
    void tellsOfCopiesThatStandBesideTheDirectory() throws Exception {
        Path data = directory.resolve("data");
        Path copy = Files.createDirectory(directory.resolve("data.backup-v1-2026-01-01"));
        Files.writeString(copy.resolve("keys.db"), "keys of then");
        Files.writeString(copy.resolve("index"), "... ann@example.org ...");
        try (Firm firm = Firm.in(data)) {
            CustomerId ann = firm.registered("ANN", firm.email("ann@example.org"));
            JsonNode receipt = receipt(erase(firm, ann, PATIENCE));
            assertThat(receipt.at("/sweep/found").toString())
                    .isEqualTo("[\"../data.backup-v1-2026-01-01/index\"]");
            assertThat(receipt.get("keyCopiesHere").toString())
                    .isEqualTo("[\"data.backup-v1-2026-01-01\"]");
        }
    }

    /** As they were copied between the decision and its first step. */
    static void putBack(Path before, Path keys) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + keys);
                Statement sql = connection.createStatement()) {
            sql.execute("ATTACH '" + before + "' AS before");
            sql.execute("INSERT INTO subject_key SELECT * FROM before.subject_key");
            sql.execute("DELETE FROM erased");
            sql.execute(
                    "DELETE FROM tombstone WHERE key_id IN (SELECT key_id FROM"
                            + " before.subject_key)");
        }
    }

    /** As an import leaves it whose keys were copied while the erasure was carried out. */
    private CustomerId erased(Path data, Path again, Path exported) throws Exception {
        CustomerId ann;
        try (Firm firm = Firm.in(data)) {
            ann = firm.registered("ANN", firm.email("ann@example.org"));
            firm.send(
                    new AddContactPerson(
                            ann, firm.ids().freshPerson(), "Li Four", null, List.of(), Firm.WHEN));
        }
        Files.copy(data.resolve("keys.db"), directory.resolve("before.db"));
        try (Firm firm = Firm.in(data)) {
            assertThat(erase(firm, ann, PATIENCE).receipt()).isNotNull();
            new HistoryExport(firm.history(), Clock.systemUTC(), (what, done, all, unit) -> {})
                    .to(exported);
        }
        Files.createDirectory(again);
        for (String file : List.of("events.db", "keys.db", "master.keys", "version")) {
            Files.copy(data.resolve(file), again.resolve(file));
        }
        putBack(directory.resolve("before.db"), again.resolve("keys.db"));
        return ann;
    }

    private static boolean namesNobody(Firm firm) {
        String readable = readable(firm);
        return !readable.contains("Name of ANN") && !readable.contains("Li Four");
    }

    @Test
    void doesNotComeBackWithKeysOfBefore() throws Exception {
        Path data = directory.resolve("data");
        Path again = directory.resolve("again");
        Path exported = directory.resolve("history.gz");
        CustomerId ann = erased(data, again, exported);
        try (Firm firm = Firm.in(again)) {
            await().atMost(PATIENCE).until(() -> namesNobody(firm));
            assertThat(firm.get(Tombstones.class).all()).hasSize(1);
            await().until(() -> firm.get(OpenErasures.class).all().isEmpty());
        }
        Set<String> told;
        try (EventLog log = new SqliteEventLog(directory.resolve("empty.db"), Clock.systemUTC());
                KeyFile keys = KeyFile.open(data.resolve("keys.db"))) {
            log.open();
            HistoryImport importing = new HistoryImport(exported, log, (what, d, all, unit) -> {});
            importing.check(keys);
            told = importing.erased().subjects();
        }
        assertThat(told).hasSize(2).contains(ann.value());
    }

    /** The keys are gone already when it is tried again; nothing else waits for the store. */
    @Test
    void isForgottenByEveryStoreWhenKeysOfBeforeCame() throws Exception {
        Path again = directory.resolve("again");
        CustomerId ann = erased(directory.resolve("data"), again, directory.resolve("history.gz"));
        Stubborn.STUBBORN.set(true);
        Stubborn.FORGOTTEN.clear();
        try (Firm firm = Firm.in(again, Map.of(), Stubborn.class)) {
            await().atMost(PATIENCE).until(() -> namesNobody(firm));
            long head = firm.head();
            await().until(() -> firm.get(StateTokenStore.class).reached("privacy") >= head);
            assertThat(firm.get(OpenErasures.class).all()).hasSize(1);
        }
        assertThat(Stubborn.FORGOTTEN).isEmpty();
        Stubborn.STUBBORN.set(false);
        try (Firm firm = Firm.in(again, Map.of(), Stubborn.class)) {
            await().atMost(PATIENCE).until(() -> firm.get(OpenErasures.class).all().isEmpty());
            assertThat(Stubborn.FORGOTTEN).hasSize(2).contains(ann.value());
        }
    }
}
