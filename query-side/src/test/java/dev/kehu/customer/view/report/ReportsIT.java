package dev.kehu.customer.view.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.view.columns.Copy;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.analysis.report.Reported;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.world.Story;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Every report against the same figures counted over raw events, now and as of any moment. */
class ReportsIT {
    private static final long SEED = Long.getLong("kehu.seed", new Random().nextLong());
    private static final int EVENTS = 2_500;
    private static final LocalDate TODAY = LocalDate.parse("1998-12-20");

    @TempDir static Path folder;

    private static Story story;
    private static Asking asking;

    /** When it is asked for; null is now. */
    record Look(AsOf time, LocalDate today) {
        Map<String, String> with(String... more) {
            Map<String, String> asked = new LinkedHashMap<>();
            if (time.occurred() != null) asked.put("asOf", time.occurred().toString());
            if (time.known() != null) asked.put("knownAt", time.known().toString());
            for (int i = 0; i < more.length; i += 2) asked.put(more[i], more[i + 1]);
            return asked;
        }
    }

    @BeforeAll
    static void trade() {
        story = new Trading(new Story("story"), new Random(SEED)).until(EVENTS);
        asking = new Asking(folder, story, TODAY);
    }

    @AfterAll
    static void close() {
        asking.close();
    }

    static Stream<Look> looks() {
        Random random = new Random(SEED);
        Stream<Look> past = Stream.generate(() -> look(random)).limit(4);
        Instant monthsEnd =
                LocalDate.parse("1998-01-31").atTime(23, 59).atZone(Copy.ZONE).toInstant();
        return Stream.concat(
                Stream.of(
                        new Look(AsOf.NOW, TODAY),
                        new Look(new AsOf(monthsEnd, null), LocalDate.parse("1998-01-31"))),
                past);
    }

    private static Look look(Random random) {
        Instant asOf =
                Instant.parse("1997-02-01T00:00:00Z").plusSeconds(random.nextInt(600 * 86_400));
        Instant known = story.readAfter(random.nextInt(EVENTS), 1).getFirst().recordedAt();
        return new Look(new AsOf(asOf, known), asOf.atZone(Copy.ZONE).toLocalDate());
    }

    private static Counted counted(Look look) {
        return new Counted(
                Raw.of(story.readAfter(0, Integer.MAX_VALUE), look.time(), look.today()));
    }

    private static void same(String report, Map<String, String> asked, List<String> expected) {
        assertThat(asking.lines(report, asked))
                .as("%s %s, seed %d", report, asked, SEED)
                .containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void whoComesBack(Look look) {
        same("cohorts", look.with(), counted(look).cohorts(12));
        same("cohorts", look.with("months", "3"), counted(look).cohorts(3));
        same("retention", look.with(), counted(look).retention(24));
        same("retention", look.with("months", "2"), counted(look).retention(2));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void whoIsWorthWhat(Look look) {
        same("rfm", look.with(), counted(look).rfm(null));
        same("rfm", look.with("currency", "EUR"), counted(look).rfm("EUR"));
        same("products", look.with(), counted(look).products(null, 20));
        same(
                "products",
                look.with("currency", "EUR", "top", "3"),
                counted(look).products("EUR", 3));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void whenWeMeet(Look look) {
        same("channel-mix", look.with(), counted(look).channels("any", "any"));
        same(
                "channel-mix",
                look.with("direction", "inbound", "kind", "order"),
                counted(look).channels("inbound", "order"));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void howLongTheyWait(Look look) {
        same("first-response", look.with(), counted(look).responses(24));
        same("first-response", look.with("hours", "400"), counted(look).responses(400));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void howOftenTheyBuy(Look look) {
        same("repeat-interval", look.with(), counted(look).intervals(30));
        same("repeat-interval", look.with("width", "7"), counted(look).intervals(7));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void whoLeaves(Look look) {
        same("churn", look.with(), counted(look).churn(false, 180, 2));
        same("churn", look.with("days", "40"), counted(look).churn(false, 40, 2));
        same(
                "churn",
                look.with("rule", "own-median", "days", "60", "factor", "3"),
                counted(look).churn(true, 60, 3));
    }

    @Test
    void tellsSomethingAtAll() {
        Counted all = counted(new Look(AsOf.NOW, TODAY));
        assertThat(all.churn(true, 60, 3)).anyMatch(line -> !line.split("\\|")[3].equals("0"));
        assertThat(all.responses(400)).hasSizeGreaterThan(5);
        assertThat(all.cohorts(12).size()).isGreaterThan(YearMonth.of(1998, 1).getMonthValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "churn; days; 180 OR 1=1; parameter.number",
                "churn; days; 0; parameter.number",
                "churn; days; 99999999999999999999; parameter.number",
                "churn; rule; days' --; report.parameter",
                "churn; today; 1998-01-01; report.parameter",
                "churn; as_of; 1998-01-01; report.parameter",
                "rfm; currency; USD') --; report.parameter",
                "rfm; currency; usd; report.parameter",
                "products; top; -1; parameter.number",
                "channel-mix; kind; $1; report.parameter",
                "channel-mix; sql; SELECT 1; report.parameter",
                "cohorts; asOf; yesterday; parameter.time",
                "cohorts; knownAt; 1998-13-01; parameter.time",
                "../cohorts; months; 12; report.unknown"
            })
    void refusesWhatItDoesNotKnow(String report, String name, String value, String code) {
        assertThatThrownBy(() -> asking.reports.read(report, Map.of(name, value)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void namesItsColumnsAsTheyCome() {
        for (var report : asking.reports.all()) {
            Reported read = asking.reports.read(report.name(), Map.of());
            assertThat(read.rows()).as(report.name()).isNotEmpty();
            assertThat(read.rows().getFirst()).as(report.name()).hasSameSizeAs(report.columns());
        }
    }

    @Test
    void isEmptyBeforeAnythingHappened(@TempDir Path empty) {
        try (Asking nothing = new Asking(empty, new Story("empty"), TODAY)) {
            for (var report : nothing.reports.all())
                assertThat(nothing.lines(report.name(), Map.of())).as(report.name()).isEmpty();
        }
    }
}
