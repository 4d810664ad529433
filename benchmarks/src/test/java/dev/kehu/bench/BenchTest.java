package dev.kehu.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Interleaved;
import dev.kehu.bench.round.Result;
import dev.kehu.bench.round.Sizes;
import dev.kehu.bench.round.Ticker;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class BenchTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Bench.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
    }

    private void refusesWithOneSentence(String... args) {
        out.reset();
        err.reset();
        assertThat(run(args)).as(String.join(" ", args)).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).matches("[^\\n]+\\.\\n");
    }

    @Nested
    class TheCommandLine {
        @Test
        void endsWithTwoOnWrongUse() {
            refusesWithOneSentence();
            refusesWithOneSentence("--json");
            refusesWithOneSentence("weather");
            refusesWithOneSentence("store", "views");
            refusesWithOneSentence("store", "--fast");
            refusesWithOneSentence("store", "--rounds");
            refusesWithOneSentence("store", "--rounds", "many");
            refusesWithOneSentence("store", "--rounds", "1");
            refusesWithOneSentence("store", "--quick", "--large");
            refusesWithOneSentence("store", "--postgres");
            refusesWithOneSentence("store", "--postgres", "--json");
            refusesWithOneSentence("store", "--postgres", "mysql://root@127.0.0.1/test");
            refusesWithOneSentence("store", "--postgres", "postgresql:nowhere");
            refusesWithOneSentence("views", "--postgres", "embedded");
            refusesWithOneSentence("views", "--part");
            refusesWithOneSentence("views", "--part", "weather");
            refusesWithOneSentence("store", "--part", "curve");
        }

        @Test
        void explainsItself() {
            assertThat(run("--help")).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("store|views|intake|lifecycle");
        }

        @Test
        void takesAServerOrTheEmbeddedOne() {
            String url = "jdbc:postgresql://u:p@127.0.0.1:5433/db";
            assertThat(Options.parse("store", "--postgres", url).postgres()).isEqualTo(url);
            assertThat(Options.parse("--postgres", "embedded", "store").postgres())
                    .isEqualTo("embedded");
            assertThat(Options.parse("store").postgres()).isEmpty();
        }

        @Test
        void takesOnePartOfTheViewsOrAll() {
            Options one = Options.parse("views", "--part", "curve");
            assertThat(Options.PARTS).filteredOn(one::wants).containsExactly("curve");
            Options all = Options.parse("views");
            assertThat(Options.PARTS).allMatch(all::wants);
        }

        @Test
        void takesFiveRoundsUnlessInAHurry() {
            assertThat(Options.parse("store").rounds()).isEqualTo(5);
            assertThat(Options.parse("store", "--quick").rounds()).isEqualTo(2);
            assertThat(Options.parse("store", "--quick", "--rounds", "9").rounds()).isEqualTo(9);
        }
    }

    @Nested
    class AResult {
        private final Map<String, List<Double>> samples = new LinkedHashMap<>();

        @Test
        void isOneLineWithTheMediansOfAllContenders() {
            samples.put("kehu", List.of(30.0, 10.0, 20.0));
            samples.put("floor", List.of(100.0, 300.0));
            samples.put("stock-h2", List.of(5.0));
            assertThat(new Result("append-8", "events/s", 3, samples).json())
                    .isEqualTo(
                            "{\"metric\":\"append-8\",\"kehu\":20.0,\"floor\":200.0,"
                                + "\"peers\":{\"stock-h2\":5.0},\"unit\":\"events/s\",\"rounds\":3}");
        }

        @Test
        void isTwoLinesWhenOursWasMeasuredOnPostgresToo() {
            samples.put("kehu", List.of(4.0));
            samples.put("floor", List.of(9.0));
            samples.put("floor-postgres", List.of(8.0));
            samples.put("stock-h2", List.of(1.0));
            samples.put("kehu-postgres", List.of(3.0));
            samples.put("stock-postgres", List.of(2.0));
            assertThat(new Result("append-8", "events/s", 1, samples).seen())
                    .extracting(Result::json)
                    .containsExactly(
                            "{\"metric\":\"append-8\",\"kehu\":4.0,\"floor\":9.0,\"peers\":{\"stock-h2\":1.0,"
                                + "\"kehu-postgres\":3.0,\"stock-postgres\":2.0},\"unit\":\"events/s\",\"rounds\":1}",
                            "{\"metric\":\"append-8@postgres\",\"kehu\":3.0,\"floor\":8.0,"
                                + "\"peers\":{\"stock-postgres\":2.0},\"unit\":\"events/s\",\"rounds\":1}");
        }

        @Test
        void showsItsRangeAndHowOursStandsToThePeer() {
            samples.put("kehu", List.of(10.0, 30.0, 20.0));
            samples.put("stock-h2", List.of(5.0));
            Table table = new Table();
            table.add(new Result("append-8", "events/s", 3, samples));
            assertThat(table.text()).contains("10.000 - 30.000").contains("4.00 x");
        }
    }

    @Nested
    class InterleavedRounds {
        @Test
        void giveEveryContenderItsTurnAndDoNotCountTheWarmUp() throws Exception {
            StringBuilder turns = new StringBuilder();
            List<Result> results = new java.util.ArrayList<>();
            Sizes sizes = Sizes.quick(3);
            try (Ticker ticker = new Ticker(new PrintStream(err))) {
                new Interleaved(sizes, ticker, results::add)
                        .metric("m", "u", List.of(turn("kehu", turns), turn("floor", turns)));
            }
            assertThat(turns).hasToString("fkkffkkf");
            assertThat(results.getFirst().samples().get("kehu")).hasSize(3);
        }

        private static Contender turn(String name, StringBuilder turns) {
            return new Contender(
                    name,
                    () -> {
                        turns.append(name.charAt(0));
                        return 1;
                    });
        }
    }
}
