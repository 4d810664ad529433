package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.kernel.History;
import dev.kehu.platform.analysis.Analysis;
import dev.kehu.platform.analysis.PostgresTables;
import dev.kehu.platform.analysis.PostgresTables.Target;
import dev.kehu.platform.analysis.duckdb.Table;
import dev.kehu.platform.analysis.sql.Answer;
import dev.kehu.platform.analysis.sql.Question;
import dev.kehu.platform.eventstore.postgres.PostgresServer;
import dev.kehu.privacy.Canaries;
import dev.kehu.privacy.Canaries.Person;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.postgresql.PGConnection;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The analysts' tables in a PostgreSQL of their own, written by the whole program. */
@ResourceLock("PostgresServer") // others kill it
class AnalystsPostgresIT extends ServedPeople {
    private static final long SEED = 20261124;
    private static final String SETTINGS = "kehu.analysis.postgres.";
    private static final String MARK = "kehu_analysis.kehu_mark";
    private static final int ALL = 10_000;
    private static final Canaries MORE = new Canaries(SEED + 1);

    @TempDir static Path home;

    private static String url = "";

    @BeforeAll
    static void serve() throws Exception {
        PostgresServer postgres = PostgresServer.shared();
        url = postgres.url(postgres.newDatabase());
        System.setProperty(SETTINGS + "url", url);
        System.setProperty(SETTINGS + "user", postgres.owner().user());
        System.setProperty(SETTINGS + "password", postgres.owner().password());
        System.setProperty(SETTINGS + "every", "100ms");
        start(home, SEED);
    }

    @AfterAll
    static void end() {
        stop();
        List.of("url", "user", "password", "every")
                .forEach(name -> System.clearProperty(SETTINGS + name));
    }

    private static Connection there() throws SQLException {
        var owner = PostgresServer.shared().owner();
        return DriverManager.getConnection(url, owner.user(), owner.password());
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = there();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) statement.execute(sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private static String ask(String sql) throws SQLException {
        try (Connection connection = there()) {
            return ask(connection, sql);
        }
    }

    private static void awaitHead() {
        String head = Long.toString(server.bean(History.class).head());
        await().atMost(PATIENCE)
                .ignoreExceptions() // before the first writing there is no table
                .until(() -> ask("SELECT position FROM " + MARK).equals(head));
    }

    private static List<String> inPostgres(Table table) throws Exception {
        StringWriter csv = new StringWriter();
        try (Connection connection = there()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY (SELECT * FROM kehu_analysis.%s) TO STDOUT (FORMAT csv)"
                                    .formatted(table.name()),
                            csv);
        }
        return rows(csv.toString().lines());
    }

    private static List<String> inTheCopy(Table table) throws Exception {
        Question all = new Question("SELECT * FROM " + table.name(), Question.Form.CSV, ALL, false);
        try (Answer answer = server.bean(Analysis.class).ask(all)) {
            return rows(Files.readString(answer.file()).lines().skip(1));
        }
    }

    /**
     * Quotation marks, truth and NUL are written differently, and no value here needs the first.
     */
    private static List<String> rows(Stream<String> lines) {
        return lines.map(
                        line ->
                                line.replace("\"", "")
                                        .replace("\0", "")
                                        .replace(",true,", ",t,")
                                        .replace(",false,", ",f,"))
                .sorted()
                .toList();
    }

    private static void bothSayTheSame() throws Exception {
        for (Table table : server.bean(Analysis.class).tables())
            assertThat(inPostgres(table)).as(table.name()).isEqualTo(inTheCopy(table));
        assertThat(ask("SELECT count(*) > 0 FROM kehu_analysis.interactions")).isEqualTo("t");
    }

    private static String examined() {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            Program.run(List.of("doctor", "--data", home.resolve("data").toString()));
        } finally {
            System.setOut(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void sayTheSameAsTheCopyAndShowNobody() throws Exception {
        awaitHead();
        bothSayTheSame();
        for (Table table : server.bean(Analysis.class).tables()) {
            String all = String.join("\n", inPostgres(table));
            for (Person person : people)
                person.values().forEach(value -> assertThat(all).doesNotContain(value));
        }
    }

    @Test
    void growByWhatIsNewAndKeepWhatOthersWereGranted() throws Exception {
        awaitHead();
        execute("GRANT SELECT ON kehu_analysis.interactions TO PUBLIC");
        String row = "SELECT xmin FROM kehu_analysis.interactions ORDER BY position LIMIT 1";
        String granted =
                "SELECT relacl FROM pg_class WHERE oid = 'kehu_analysis.interactions'::regclass";
        String before = ask(row);
        String grants = ask(granted);
        meet(MORE.person());
        awaitHead();
        bothSayTheSame();
        assertThat(ask(row)).isEqualTo(before);
        assertThat(ask(granted)).isEqualTo(grants).contains("=r/");
    }

    /** It takes no NUL, and what a channel may send must not end it for everybody. */
    @Test
    void takeWhatPostgresDoesNot() throws Exception {
        String odd =
                """
                {"specversion":"1.0","id":"odd","source":"/shop","type":"dev.kehu.interaction.v1",
                "time":"2026-03-02T09:30:00Z","data":{"channel":"email","direction":"inbound",
                "kind":"order","customer":{"code":"%s"},"summary":"orders","product":"A\\u0000Z"}}
                """
                        .formatted(people.getFirst().code());
        JsonNode result = batch(List.of(odd)).get(0);
        assertThat(result.path("status").asString()).as("%s", result).isEqualTo("accepted");
        awaitHead();
        assertThat(ask("SELECT count(*) FROM kehu_analysis.interactions WHERE product = 'AZ'"))
                .isEqualTo("1");
    }

    @Test
    void areWholeForWhoReadsAndWaitForNobody() throws Exception {
        awaitHead();
        String count = "SELECT count(*) FROM kehu_analysis.customers";
        try (Connection reader = there()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            String before = ask(reader, count);
            meet(MORE.person());
            awaitHead();
            assertThat(ask(reader, count)).isEqualTo(before);
            assertThat(Integer.parseInt(ask(count))).isGreaterThan(Integer.parseInt(before));
        }
    }

    /** As after the restore of an older copy: whoever reads them, and whatever depends on them. */
    @Test
    void areFilledAnewForAnotherHistoryOfTheStore() throws Exception {
        awaitHead();
        execute(
                "CREATE VIEW public.mine AS SELECT count(*) FROM kehu_analysis.customers",
                "GRANT SELECT ON kehu_analysis.identity TO PUBLIC");
        try (Connection reader = there()) {
            reader.setAutoCommit(false);
            String count = "SELECT count(*) FROM kehu_analysis.customers";
            String before = ask(reader, count);
            execute(
                    "UPDATE kehu_analysis.customers SET subjects = 99",
                    "UPDATE " + MARK + " SET event_id = 'another'");
            await().atMost(PATIENCE)
                    .until(() -> ask("SELECT event_id FROM " + MARK), id -> !id.equals("another"));
            assertThat(ask(reader, count)).isEqualTo(before);
        }
        bothSayTheSame();
        assertThat(ask("SELECT count FROM public.mine")).isNotEqualTo("0");
        assertThat(
                        ask(
                                "SELECT relacl FROM pg_class WHERE oid ="
                                        + " 'kehu_analysis.identity'::regclass"))
                .contains("=r/");
        execute("DROP VIEW public.mine");
    }

    @Test
    void areReplacedWhereTheirColumnsChangedButNotWhereSomethingDependsOnThem() throws Exception {
        awaitHead();
        execute(
                "ALTER TABLE kehu_analysis.interactions ADD COLUMN old text",
                "CREATE VIEW public.mine AS SELECT count(old) FROM kehu_analysis.interactions",
                "UPDATE " + MARK + " SET shape = 'another'");
        PostgresTables tables = server.bean(PostgresTables.class);
        await().atMost(PATIENCE).until(tables::hasFailed);
        assertThat(ask("SELECT count(*) - count(old) > 0 FROM kehu_analysis.interactions"))
                .isEqualTo("t");
        assertThat(examined()).contains("analysts' tables in PostgreSQL", "cannot be written");
        execute("DROP VIEW public.mine");
        await().atMost(PATIENCE).until(() -> !tables.hasFailed());
        awaitHead();
        bothSayTheSame();
        assertThat(
                        ask(
                                "SELECT obj_description('kehu_analysis.interactions'::regclass,"
                                        + " 'pg_class')"))
                .isNotEqualTo("null");
    }

    /** Two programs with one database shall not write over each other for ever. */
    @Test
    void areLeftAloneWhereTheyAreOfAnotherStore() throws Exception {
        awaitHead();
        String ours = ask("SELECT store_id FROM " + MARK);
        execute(
                "UPDATE kehu_analysis.interactions SET product = 'theirs'",
                "UPDATE " + MARK + " SET store_id = 'another'");
        PostgresTables tables = server.bean(PostgresTables.class);
        await().atMost(PATIENCE).until(tables::hasFailed);
        assertThat(examined()).contains("of another store, another", "drop the schema");
        assertThat(ask("SELECT DISTINCT product FROM kehu_analysis.interactions"))
                .isEqualTo("theirs");
        execute("DROP SCHEMA kehu_analysis CASCADE");
        await().atMost(PATIENCE).until(() -> !tables.hasFailed());
        awaitHead();
        assertThat(ask("SELECT store_id FROM " + MARK)).isEqualTo(ours);
        bothSayTheSame();
    }

    @Test
    void areSaidToBeLateWhileSomebodyElseWritesThem() throws Exception {
        awaitHead();
        PostgresTables tables = server.bean(PostgresTables.class);
        assertThat(tables.isLate()).isFalse();
        try (Connection other = there()) {
            other.setAutoCommit(false);
            ask(other, "SELECT pg_advisory_xact_lock(%d)".formatted(0x6b65_6875_5f61_6e61L));
            await().atMost(PATIENCE).until(tables::isLate);
            assertThat(examined()).contains("not written for more than ten intervals");
        }
        await().atMost(PATIENCE).until(() -> !tables.isLate());
    }

    @Test
    void keepNobodyWaitingWhereThereIsNoServer() {
        Target nowhere =
                new Target("jdbc:postgresql://127.0.0.1:1/none", "", "", Duration.ofHours(1));
        assertThat(nowhere).asString().doesNotContain("127.0.0.1");
        try (PostgresTables tables = new PostgresTables(server.bean(Analysis.class), nowhere)) {
            tables.start();
            await().atMost(PATIENCE).until(tables::hasFailed);
            assertThat(tables.position()).isZero();
        }
    }
}
