package dev.kehu.customer.view.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.search.Place;
import dev.kehu.platform.search.finding.CustomerSearch;
import dev.kehu.platform.search.finding.CustomerSearch.Found;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.World;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What somebody types, and whom it finds, the best first. */
class FindingCustomersTest {
    private static final World WORLD = World.fresh(50);
    private static final String DAY = "1997-01-01";

    @BeforeAll
    static void someCustomers() {
        Scenario given = new Scenario(WORLD.story);
        given.registers("customer-01", "C-0001", "张三丰", DAY);
        given.registers("customer-02", "C-0002", "张三", DAY);
        given.registers("customer-03", "C-0003", "李四光", DAY);
        given.registers("customer-04", "C-0004", "北京三丰科技有限公司", DAY);
        given.registers("customer-05", "C-0005", "單小雨", DAY);
        given.registers("customer-06", "C-0006", "吕布", DAY);
        given.registers("customer-07", "M-7", "Jürgen Müller", DAY);
        given.registers("customer-08", "M-8", "Bob Mueller", DAY);
        given.registers("customer-09", "M-9", "Søren O'Brien", DAY);
        given.registers("customer-10", "C-00010", "Zsófia Kovács", DAY);
        given.registers("customer-11", "ACME", "Wile Coyote", DAY);
        given.registers("customer-12", "X-12", "Acme Rockets", DAY);
        given.registers("customer-13", "X-13", "The Acme Works", DAY);
        given.registers("customer-14", "X-14", "ABC科技", DAY);
        given.registers("customer-16", "X-16", "孙浩善华", DAY);
        given.opens("customer-15", DAY);
        given.claims("customer-15", "contact-15", "li.wei@example.org", DAY);
        given.reaches("customer-03", "contact-3", "+86 138-0013-8000", DAY);
        given.reaches("customer-02", "contact-2", "13912345678", DAY);
        WORLD.settled();
    }

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private static List<Found> find(String words, @Nullable Place after, int limit) {
        return WORLD.get(CustomerSearch.class).find(words, after, limit);
    }

    private static List<String> ids(String words) {
        return find(words, null, 50).stream()
                .map(found -> found.customer().substring("customer-".length()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '"',
            value = {
                "张三丰 | 01",
                "张三 | 01 02",
                "张 | 01 02",
                "三丰 | 01 04",
                "丰三 | -",
                "科技 | 04 14",
                "abc科 | 14",
                "zsf | 01",
                "zhangsanfeng | 01",
                "zhangsan | 01 02",
                "zhangs | 01 02",
                "zhangsf | 01",
                "zsanf | 01",
                "zhsf | 01",
                "张sf | 01",
                "zhang san | 01 02",
                "sanfeng | 01 04",
                "bjsf | 04",
                "shanxy | 05",
                "danxiaoyu | 05",
                "shsh | 16",
                "sunhaoshanhua | 16",
                "lvbu | 06",
                "lubu | 06",
                "ZSF | 01",
                "ｚｓｆ | 01",
                "muller | 07",
                "Müller | 07 08",
                "mueller | 07 08",
                "mull | 07",
                "jürgen m | 07",
                "muller jurgen | 07",
                "soren | 09",
                "o'brien | 09",
                "obrien | 09",
                "zsofia | 10",
                "zs | 01 02 10",
                "acme | 11 12 13",
                "ACME | 11 12 13",
                "C-0001 | 01 10",
                "c-000 | 01 02 03 04 05 06 10",
                "0003 | 03",
                "138 0013 | 03",
                "0138 | 03",
                "13800138000 | 03",
                "+8613800138000 | 03",
                "+86 138 0013 8000 | 03",
                "008613800138000 | 03",
                "+86 139 1234 5678 | 02",
                "1234 | 02",
                "12 | -",
                "李 138 | 03",
                "lsg 8000 | 03",
                "li.wei@example.org | 15",
                "LI.WEI@EX | 15",
                "wei@ex | 15",
                "example.org | 15",
                "ann brown | -",
                "张三 brown | -",
            })
    void finds(String typed, @Nullable String expected) {
        List<String> ids = expected == null ? List.of() : Arrays.asList(expected.split(" "));
        assertThat(ids(typed)).isEqualTo(ids);
    }

    static Stream<String> hostile() {
        return Stream.of(
                "*",
                "?",
                "***",
                "name:zhang",
                "[a TO z]",
                "\"",
                "(((",
                "!!! ???",
                "\uD83D",
                "\uDC00\uD83D",
                "\0",
                "^",
                "z".repeat(10_000),
                "zh".repeat(5_000) + "i",
                "张".repeat(10_000),
                "1".repeat(10_000),
                "\u0301".repeat(10_000),
                "\u200F\u202E",
                "😀".repeat(3_000));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void isNotHurtByWhatIsNoName(String typed) {
        assertThat(find(typed, null, 50)).isEmpty();
    }

    @Test
    void readsNoOperators() {
        assertThat(ids("a* OR b*")).isEqualTo(ids("a or b"));
        assertThat(ids("a ".repeat(5_000))).containsExactlyInAnyOrderElementsOf(ids("a"));
    }

    @Test
    void isNotHurtByAnything() {
        long seed = System.nanoTime();
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            StringBuilder typed = new StringBuilder();
            int length = random.nextInt(40);
            for (int j = 0; j < length; j++) typed.append(anything(random));
            assertThat(find(typed.toString(), null, 5).size()).isLessThanOrEqualTo(5);
        }
    }

    private static char anything(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> (char) random.nextInt(0x10000);
            case 1 -> (char) ('a' + random.nextInt(26));
            case 2 -> (char) (0x4E00 + random.nextInt(0x5000));
            default -> " +-*@.1\"".charAt(random.nextInt(8));
        };
    }

    @ParameterizedTest
    @CsvSource({"c-000", "acme", "zs", "科技"})
    void goesOnWhereAPageEnded(String typed) {
        List<Found> all = new ArrayList<>();
        Place last = null;
        for (List<Found> page = find(typed, null, 1);
                !page.isEmpty();
                page = find(typed, last, 1)) {
            all.addAll(page);
            last = Place.of(page.getLast().place().text());
        }
        assertThat(all).isEqualTo(find(typed, null, 50)).hasSizeGreaterThan(1);
    }
}
