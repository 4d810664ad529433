package dev.kehu.customer.view.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.view.customer360.Customer360Api;
import dev.kehu.customer.view.difference.Difference.Cause;
import dev.kehu.customer.view.difference.Difference.Change;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.World;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.LongStream;

/** A failure names its seed; {@code -Dkehu.seed=N} runs that one alone. */
class DifferenceTest {
    private static final World WORLD = World.fresh(50);

    @BeforeAll
    static void aCustomer() {
        Scenario given = new Scenario(WORLD.story);
        given.registers("customer-x", "CX", "Xena", "1996-01-01");
        given.orders("customer-x", "1996-01-01", "10.00");
        given.orders("customer-x", "1996-03-01", "5.00");
        given.claims("customer-x", "contact-1x", "x@example.org", "1996-02-01");
        given.registers("customer-y", "CY", "Yves", "1996-01-01");
        given.orders("customer-y", "1996-04-01", "1.00");
        given.merges("customer-x", "customer-y", "1996-05-01");
        WORLD.settled();
    }

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private static AsOf on(String day) {
        return new AsOf(Instant.parse(day + "T23:59:59Z"), null);
    }

    private static Difference of(String customer, AsOf from, AsOf to) {
        return WORLD.get(DifferenceApi.class).read(customer, from, to);
    }

    private static Change change(Difference difference, String field) {
        return difference.changes().stream()
                .filter(each -> each.field().equals(field))
                .findFirst()
                .orElseThrow(() -> new AssertionError(difference.changes()));
    }

    @Test
    void namesTheEventBehindEachField() {
        Difference found = of("customer-x", on("1996-01-15"), on("1996-03-15"));
        Change money = change(found, "money[USD].value");
        assertThat(money.from()).isEqualTo("10.00");
        assertThat(money.to()).isEqualTo("15.00");
        assertThat(money.causes()).containsExactly(3L);
        Change contact = change(found, "contacts[contact-1x].value");
        assertThat(contact.from()).isNull();
        assertThat(contact.causes()).containsExactly(4L);
        assertThat(found.events().stream().map(Cause::position)).containsExactly(3L, 4L);
        assertThat(found.events().getFirst().channel()).isEqualTo("web");
        assertThat(found.events().getFirst().counts()).isEqualTo("to");
    }

    @Test
    void goesBackAsWell() {
        Difference found = of("customer-x", on("1996-03-15"), on("1996-01-15"));
        assertThat(change(found, "contacts[contact-1x].value").to()).isNull();
        assertThat(found.events()).allMatch(each -> each.counts().equals("from"));
    }

    @Test
    void namesTheMergeBesideWhatItBrought() {
        Difference found = of("customer-x", on("1996-04-15"), on("1996-05-15"));
        assertThat(change(found, "members[customer-y]").causes()).contains(7L, 8L);
        assertThat(change(found, "money[USD].value").causes()).contains(6L, 7L, 8L);
    }

    @Test
    void holdsWhatWasKnownThenAgainstWhatIsKnownNow() {
        Instant thirdRecorded = WORLD.story.readAfter(2, 1).getFirst().recordedAt();
        Difference found =
                of("customer-x", new AsOf(null, thirdRecorded.minusMillis(1)), on("1996-03-01"));
        assertThat(change(found, "interactions.count").causes()).containsExactly(3L);
    }

    @Test
    void isEmptyBeforeAnythingWasKnown() {
        AsOf before = new AsOf(null, Instant.parse("2020-01-01T00:00:00Z"));
        Difference found = of("customer-x", before, on("1996-03-15"));
        assertThat(change(found, "name").from()).isNull();
        assertThat(change(found, "name").causes()).containsExactly(1L);
        assertThatThrownBy(() -> of("customer-none", before, AsOf.NOW)).isInstanceOf(Refusal.class);
    }

    static LongStream seeds() {
        Long only = Long.getLong("kehu.seed");
        return only != null ? LongStream.of(only) : new Random().longs(3, 1, 1_000_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsEveryFieldThatDiffersAndAnEventThatCountsOnce(long seed) {
        Random random = new Random(seed);
        try (World world = World.fresh(50)) {
            Scenario.random(world.story, random, 150);
            world.settled();
            for (int i = 0; i < 40; i++) {
                String customer = "customer-" + (char) ('a' + random.nextInt(8));
                holds(world, customer, moment(random), moment(random));
            }
        }
    }

    private static AsOf moment(Random random) {
        Instant occurred =
                Instant.parse("1997-01-01T12:00:00Z").plusSeconds(86_400L * random.nextInt(365));
        Instant known = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(8 + random.nextInt(150));
        return new AsOf(
                random.nextInt(4) == 0 ? null : occurred, random.nextInt(4) == 0 ? null : known);
    }

    private static void holds(World world, String customer, AsOf from, AsOf to) {
        SortedMap<String, Object> one = fields(world, customer, from);
        SortedMap<String, Object> other = fields(world, customer, to);
        Difference found = world.get(DifferenceApi.class).read(customer, from, to);
        for (Change each : found.changes()) {
            assertThat(each.causes()).as(each.field()).isNotEmpty();
            if (!each.view().equals("customer360")) continue;
            assertThat(one.get(each.field())).isEqualTo(each.from());
            if (each.to() == null) one.remove(each.field());
            else one.put(each.field(), each.to());
        }
        assertThat(one).isEqualTo(other);
        Set<Long> positions = new HashSet<>();
        for (Cause each : found.events()) assertThat(positions.add(each.position())).isTrue();
    }

    private static SortedMap<String, Object> fields(World world, String customer, AsOf time) {
        return Fields.of(world.get(Customer360Api.class).read(customer, time));
    }
}
