package dev.kehu;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.kehu.audit.api.Access;
import dev.kehu.audit.api.AccessLog;
import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;
import dev.kehu.customer.view.customer360.Customer360Api;
import dev.kehu.customer.view.customer360.CustomersApi;
import dev.kehu.interaction.view.timeline.TimelineApi;
import dev.kehu.kernel.History;
import dev.kehu.moving.Halting;
import dev.kehu.platform.accesslog.AccessJournal;
import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.proof.MerkleLog;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.value.view.valuehistory.ValueHistoryApi;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** The commands that move a history, on the whole program with the sample in it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MovingIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir static Path directory;

    private static Server server;
    private static List<StoredEvent> history = List.of();
    private static List<String> answers = List.of();
    private static long looks;

    @BeforeAll
    static void start() {
        server = start("data");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Server start(String data) {
        return Server.start(
                new Options(directory.resolve(data), OptionalInt.of(0), Optional.empty()),
                Terminal.of(true));
    }

    private record Ended(int code, JsonNode answer) {}

    private static Ended run(String... words) {
        PrintStream usual = System.out;
        var said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            List<String> args = new ArrayList<>(List.of("--json"));
            for (String word : words) {
                args.add(word.startsWith("@") ? directory.resolve(word.substring(1)) + "" : word);
            }
            int code = Program.run(args).orElseThrow();
            return new Ended(
                    code, new JsonMapper().readTree(said.toString(StandardCharsets.UTF_8)));
        } finally {
            System.setOut(usual);
        }
    }

    private static JsonNode done(String... words) {
        Ended ended = run(words);
        assertThat(ended.code()).as(ended.answer().toString()).isZero();
        return ended.answer();
    }

    private static void refused(String code, String... words) {
        Ended ended = run(words);
        assertThat(ended.code()).isOne();
        assertThat(ended.answer().get("code").asString()).isEqualTo(code);
    }

    private static List<StoredEvent> stored(Server from) {
        return WholeHistory.stored(from.bean(EventHistory.class));
    }

    /** Some faces as the views show them once they have seen everything. */
    private static List<String> answers(Server from) {
        long head = from.bean(History.class).head();
        assertThat(from.bean(ViewPositions.class).await(head, PATIENCE)).isTrue();
        List<String> found = new ArrayList<>();
        for (var row : from.bean(CustomersApi.class).find("", null, 40).items()) {
            String id = String.valueOf(row.get("id"));
            var face = from.bean(Customer360Api.class).read(id, AsOf.NOW);
            found.add(
                    List.of(
                                    row,
                                    face.interactions(),
                                    face.money(),
                                    face.contacts(),
                                    face.recent(),
                                    from.bean(TimelineApi.class)
                                            .read(id, AsOf.NOW, null, null, null, 500)
                                            .items(),
                                    from.bean(ValueHistoryApi.class).read(id, AsOf.NOW).months())
                            .toString());
        }
        assertThat(found).hasSize(40);
        return found;
    }

    /** The process that holds the orders answers; nothing is written. */
    private static void learnsFromItsOrders() {
        long head = server.bean(History.class).head();
        JsonNode fit = done("value", "fit", "--end", "1997-09-30", "--data", "@data");
        assertThat(server.bean(History.class).head()).isEqualTo(head);
        assertThat(fit.path("logLikelihood").asDouble()).isCloseTo(-9582.4292, within(5e-4));
        assertThat(fit.path("gammaGamma").path("logLikelihood").asDouble())
                .isCloseTo(-4055.918, within(1e-3));
        JsonNode first = fit.path("customers").path(0);
        assertThat(first.path("customer").asString()).isEqualTo("CDNOW-00004");
        assertThat(first.path("frequency").asInt()).isEqualTo(2);
        assertThat(first.path("pAlive").asDouble()).isCloseTo(.7266, within(5e-5));
        assertThat(first.path("expected39").asDouble()).isCloseTo(1.226, within(5e-4));
    }

    private static void same(List<StoredEvent> found, List<StoredEvent> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i).sameAs(expected.get(i))).as("event %d", i + 1).isTrue();
        }
    }

    private static void showsTheSame(String data) {
        try (Server other = start(data)) {
            same(stored(other), history);
            assertThat(answers(other)).isEqualTo(answers);
        }
    }

    @Test
    @Order(1)
    void backsUpWhileChannelsDeliver() throws Exception {
        var loading = CompletableFuture.supplyAsync(() -> server.loadDemo(false, Optional.empty()));
        History store = server.bean(History.class);
        await().atMost(PATIENCE).until(() -> store.head() > 2_000);
        JsonNode early = done("backup", "@early", "--data", "@data");
        loading.join();
        history = stored(server);
        answers = answers(server);
        learnsFromItsOrders();
        server.bean(AccessLog.class)
                .record(Access.of(Instant.EPOCH, "ann", "/v1/x", "test", List.of("customer-x")));
        looks = server.bean(AccessLog.class).before(Long.MAX_VALUE, 1).getFirst().number();
        Files.writeString(directory.resolve("vkey"), server.bean(MerkleLog.class).key() + "\n");
        Files.writeString(
                directory.resolve("looked"),
                server.bean(AccessJournal.class).log().checkpoint().toString());
        JsonNode late = done("backup", "@late", "--data", "@data");
        assertThat(early.get("head").asLong()).isBetween(2_000L, (long) history.size());
        assertThat(late.get("head").asLong()).isEqualTo(history.size());
        assertThat(late.get("keysDirectory").asString()).endsWith("late-keys");
        assertThat(late.get("proofs").toString()).isEqualTo("[\"audit\",\"access\"]");
        refused("backup.exists", "backup", "@late", "--data", "@data");
    }

    @Test
    @Order(2)
    void restoresToEqualHistoryAndEqualViews() throws Exception {
        done("restore", "@late", "--data", "@restored");
        goesOnWithWhatWasSigned();
        refused("restore.keys-missing", restoring("late", "early-keys"));
        done(restoring("early", "late-keys"));
        try (Server early = start("other")) {
            int head = (int) early.bean(History.class).head();
            assertThat(early.bean(ViewPositions.class).await(head, PATIENCE)).isTrue();
            same(stored(early).subList(0, head), history.subList(0, head));
        }
    }

    /** Before its first start, by what an auditor kept of the directory it comes from. */
    private static void goesOnWithWhatWasSigned() throws Exception {
        String[] verify = {
            "verify", "--data", "@restored", "--checkpoint", "@looked", "--key", "@vkey"
        };
        JsonNode good = done(verify);
        assertThat(good.get("signed").asLong()).isEqualTo(history.size());
        assertThat(good.get("keyKnown").asBoolean()).isTrue();
        assertThat(good.at("/access/entries").asLong()).isEqualTo(looks);
        assertThat(good.at("/access/keyKnown").asBoolean()).isTrue();
        Path restored = directory.resolve("restored");
        execute(
                restored,
                "access.db",
                "DROP TRIGGER seen_never_changes",
                "UPDATE seen SET customer='customer-y'");
        Ended bad = run(verify);
        assertThat(bad.code()).isOne();
        assertThat(bad.answer().get("ok").asBoolean()).isFalse();
        assertThat(bad.answer().get("signed").asLong()).isEqualTo(history.size());
        assertThat(bad.answer().at("/access/number").asLong()).isEqualTo(looks);
        assertThat(bad.answer().get("detail").asString()).contains("was changed: the customers");
        execute(restored, "access.db", "UPDATE seen SET customer='customer-x'");
        try (Server other = start("restored")) {
            assertThat(other.bean(AccessLog.class).of(List.of("customer-x"), Long.MAX_VALUE, 9))
                    .hasSize(1);
            assertThat(other.bean(AccessJournal.class).log().ailment()).isEmpty();
            assertThat(other.bean(MerkleLog.class).ailment()).isEmpty();
            same(stored(other), history);
            assertThat(answers(other)).isEqualTo(answers);
        }
    }

    private static String[] restoring(String events, String keys) {
        return new String[] {"restore", "@" + events, "--keys", "@" + keys, "--data", "@other"};
    }

    @Test
    @Order(3)
    void importsWhatItExportedAndGoesOnAfterAKill() throws Exception {
        JsonNode exported = done("export", "@history.gz", "--keys", "@carried", "--data", "@data");
        assertThat(exported.get("events").asLong()).isEqualTo(history.size());
        assertThat(exported.get("keys").asLong()).isPositive();
        refused("backup.exists", "export", "@more.gz", "--keys", "@carried", "--data", "@data");
        assertThat(directory.resolve("more.gz")).doesNotExist();
        refused("export.exists", "export", "@history.gz", "--data", "@data");
        verifies();
        Halting.killAt(
                "Importing",
                3,
                "import",
                directory.resolve("new"),
                directory.resolve("history.gz"),
                directory.resolve("carried"));
        assertThatThrownBy(() -> start("new"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("not finished");
        assertThat(run("backup", "@half", "--data", "@new").code()).isOne();
        assertThat(directory.resolve("half")).doesNotExist();
        JsonNode rest = done("import", "@history.gz", "--data", "@new");
        assertThat(rest.get("added").asLong()).isEqualTo(history.size() - 3_000);
        assertThat(rest.get("leaves")).isEqualTo(exported.get("leaves"));
        assertThat(rest.get("storeId")).isEqualTo(exported.get("storeId"));
        showsTheSame("new");
        refused("import.keys-missing", "import", "@history.gz", "--data", "@keyless");
    }

    /** What is served, its export alone, and what an auditor has kept of it. */
    private static void verifies() throws Exception {
        MerkleLog log = server.bean(MerkleLog.class);
        Files.writeString(directory.resolve("kept"), log.latest().toString());
        Files.writeString(directory.resolve("vkey"), log.key() + "\n");
        JsonNode store = done("verify", "--data", "@data", "--checkpoint", "@kept");
        assertThat(store.get("signed").asLong()).isEqualTo(history.size());
        JsonNode bundle = done("verify", "--bundle", "@history.gz", "--key", "@vkey");
        assertThat(bundle.get("events").asLong()).isEqualTo(history.size());
        assertThat(bundle.get("ok").asBoolean()).isTrue();
    }

    @Test
    @Order(4)
    void leavesNothingThatRestoresWhenKilled() throws Exception {
        server.close();
        assertThat(done("verify", "--data", "@data").get("signed").asLong())
                .isEqualTo(history.size());
        assertThat(run("verify", "--data", "@new", "--checkpoint", "@kept").code()).isOne();
        Halting.killAt(
                "Hashing keys.db",
                1,
                "backup",
                directory.resolve("data"),
                directory.resolve("killed"),
                directory.resolve("killed-keys"));
        refused("backup.none", "restore", "@killed", "--data", "@nothing");
        refused(
                "backup.none",
                "restore",
                "@killed.kehu-part",
                "--keys",
                "@killed-keys.kehu-part",
                "--data",
                "@nothing");
        assertThat(directory.resolve("nothing")).doesNotExist();
        JsonNode again = done("backup", "@killed", "--data", "@data");
        assertThat(again.get("head").asLong()).isEqualTo(history.size());
        done("restore", "@killed", "--data", "@nothing");
        saysWhatItLeavesOut();
    }

    private static void saysWhatItLeavesOut() throws Exception {
        Path data = directory.resolve("nothing");
        Files.writeString(data.resolve("access/checkpoint"), "damaged");
        Ended left = run("backup", "@unfit", "--data", "@nothing");
        assertThat(left.code()).isOne();
        assertThat(left.answer().get("proofs").toString()).isEqualTo("[\"audit\"]");
        assertThat(left.answer().get("unfit").toString()).startsWith("[\"access: ");
        JsonNode back = done("restore", "@unfit", "--data", "@begun");
        assertThat(back.get("begun").toString()).isEqualTo("[\"access\"]");
        Directories.delete(data.resolve("access"));
        Files.delete(data.resolve("access.db"));
        assertThat(run("verify", "--data", "@nothing").code()).isOne();
    }

    @Test
    @Order(5)
    void leavesNothingUnderTheNameOfARestoreOrAnExportThatWasKilled() throws Exception {
        Path cut = directory.resolve("cut"), file = directory.resolve("cut.gz");
        Object[] restore = {
            "restore", cut, directory.resolve("late"), directory.resolve("late-keys")
        };
        Halting.killAt("Checking keys", 1, restore);
        assertThat(cut).doesNotExist();
        assertThat(directory.resolve("cut.kehu-part")).exists();
        done("restore", "@late", "--data", "@cut");
        assertThat(directory.resolve("cut.kehu-part")).doesNotExist();
        Halting.killAt("Exporting", 3, "export", cut, file);
        assertThat(file).doesNotExist();
        refused("import.damaged", "import", "@cut.gz.kehu-part", "--data", "@new");
        JsonNode exported = done("export", "@cut.gz", "--data", "@cut");
        assertThat(directory.resolve("cut.gz.kehu-part")).doesNotExist();
        assertThat(exported.get("events").asLong()).isEqualTo(history.size());
        assertThat(done("import", "@cut.gz", "--data", "@new").get("added").asLong()).isZero();
    }

    /** As builds before snapshots, deadlines and sagas left it, and none of the later files. */
    @Test
    @Order(6)
    void bringsADirectoryOfAnOlderBuildUpToDateWithACopyBesideIt() throws Exception {
        done("restore", "@late", "--data", "@older");
        Path older = directory.resolve("older");
        Files.writeString(older.resolve("version"), "0");
        execute(older, "events.db", "DROP TABLE snapshot", "PRAGMA user_version=1");
        execute(
                older,
                "state.db",
                "DROP TABLE association",
                "DROP TABLE saga",
                "DROP TABLE deadline",
                "DROP TABLE erasure",
                "DROP TABLE erasure_request",
                "DROP TABLE contact_person",
                "PRAGMA user_version=8");
        showsTheSame("older");
        try (var beside = Files.list(directory)) {
            assertThat(beside.map(each -> each.getFileName().toString()))
                    .filteredOn(name -> name.startsWith("older."))
                    .singleElement(as(InstanceOfAssertFactories.STRING))
                    .startsWith("older.backup-v0-");
        }
    }

    private static void execute(Path data, String file, String... statements) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve(file));
                var statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
