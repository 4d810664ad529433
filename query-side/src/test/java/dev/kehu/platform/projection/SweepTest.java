package dev.kehu.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.EngineTest.Count;
import dev.kehu.platform.projection.EngineTest.Counts;
import dev.kehu.platform.projection.compare.Comparison;
import dev.kehu.platform.projection.progress.Progress;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;
import dev.kehu.platform.world.Generous;
import dev.kehu.platform.world.Lent;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Views built subject by subject are those built in order of positions. */
@Timeout(180)
class SweepTest {
    private static final long SEED = Long.getLong("kehu.seed", System.nanoTime());
    private static final int EVENTS = 5_000;
    private static final long PLENTY = 200_000_000, LITTLE = 2_000_000, TOO_LITTLE = 200_000;
    private static final String DAY = "1997-03-04";

    private final Random random = new Random(SEED);
    private final Story story = new Story("story");
    private final AtomicLong seconds = new AtomicLong();
    private final List<Long> done = new ArrayList<>();
    private final List<Comparison> compared = new ArrayList<>();
    private World world;

    private Scenario given(long gathered, Class<?>... further) {
        System.out.println("kehu.seed=" + SEED);
        world = new World(story, EmbeddedViewStore.inMemory(), 500, gathered, further);
        return new Scenario(story);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Tells after each range, for its clock strikes a second whenever it is asked. */
    private Rebuild telling() {
        return new Rebuild(world.views(), story, () -> seconds.addAndGet(1_000_000_001L));
    }

    private boolean rebuild(Function<Progress, Boolean> then) {
        return rebuild(world.views().names(), then);
    }

    /** Whether it was done subject by subject. */
    private boolean rebuild(Collection<String> views, Function<Progress, Boolean> then) {
        int before = story.readInOrder();
        boolean built =
                telling()
                        .rebuild(
                                views,
                                new Progress.Listener() {
                                    @Override
                                    public boolean on(Progress progress) {
                                        done.add(progress.done());
                                        return then.apply(progress);
                                    }

                                    @Override
                                    public void compared(Comparison comparison) {
                                        compared.add(comparison);
                                    }
                                });
        assertThat(built).isTrue();
        return story.readInOrder() == before;
    }

    private void settled() {
        Duration patience = Duration.ofSeconds(60);
        assertThat(world.get(ViewPositions.class).await(story.head(), patience)).isTrue();
    }

    private void isAsBefore() {
        settled();
        assertThat(compared).hasSameSizeAs(world.views().names());
        assertThat(compared).as("kehu.seed=" + SEED).allMatch(each -> each.changed() == 0);
        assertThat(compared.stream().filter(each -> each.same() > 0).count()).isGreaterThan(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {PLENTY, LITTLE})
    void areTheSameWithMergesLateEventsAndContactPersons(long gathered) {
        given(gathered);
        Scenario.random(story, random, EVENTS);
        settled();
        assertThat(rebuild(step -> true)).as("swept").isTrue();
        isAsBefore();
    }

    @Test
    void areTheSameWhileEventsKeepArriving() {
        Scenario given = given(PLENTY);
        Scenario.random(story, random, EVENTS);
        settled();
        boolean swept =
                rebuild(
                        step -> {
                            String customer = "customer-" + (char) ('a' + random.nextInt(8));
                            given.orders(customer, DAY, "3.00");
                            given.names(customer, "person-late" + done.size(), "Eve", DAY);
                            return true;
                        });
        assertThat(swept).isTrue();
        isAsBefore();
    }

    @ParameterizedTest
    @ValueSource(longs = {PLENTY, LITTLE})
    void leaveOutWhatThrowsOfASubjectFromThereOn(long gathered) {
        Scenario given = given(gathered, Counts.class);
        for (int i = 0; i < EVENTS; i++) {
            String customer = "customer-" + random.nextInt(500);
            if (random.nextInt(300) == 0) given.meets(customer, "web", "poison", DAY);
            else given.orders(customer, DAY, "1.00");
        }
        settled();
        var parked = world.views().parked();
        assertThat(parked).isNotEmpty();
        assertThat(rebuild(step -> true)).as("swept").isTrue();
        isAsBefore();
        assertThat(world.views().parked()).containsExactlyInAnyOrderElementsOf(parked);
    }

    @Test
    void areBuiltInOrderWhereAParkedSubjectMayWaitForAnother() {
        Scenario given = given(PLENTY, Counts.class);
        Scenario.random(story, random, EVENTS);
        given.meets("customer-a", "web", "poison", DAY);
        given.orders("customer-a", DAY, "1.00");
        settled();
        var parked = world.views().parked();
        assertThat(rebuild(step -> true)).as("swept").isFalse();
        isAsBefore();
        assertThat(world.views().parked()).isEqualTo(parked).hasSize(1);
    }

    @Test
    void areBuiltInOrderWhereNobodySaidWhoseEventsArePartOfOthers() {
        given(PLENTY, Persons.class);
        Scenario.random(story, random, EVENTS);
        settled();
        var persons = world.views().of(world.get(Persons.class));
        long before = persons.find("customer-a").orElseThrow().count();
        assertThat(rebuild(List.of("persons"), step -> true)).as("swept").isFalse();
        assertThat(compared).singleElement().matches(each -> each.changed() == 0);
        assertThat(persons.find("customer-a").orElseThrow().count()).isEqualTo(before);
    }

    @Test
    void neverHoldMoreOfOneSubjectThanThereIsRoomFor() {
        Scenario given = given(LITTLE);
        given.registers("customer-a", "C1", "Ann Example", DAY);
        for (int i = 0; i < EVENTS; i++) {
            String day = "1997-%02d-%02d".formatted(1 + random.nextInt(12), 1 + i % 28);
            given.orders("customer-a", day, "1.00");
        }
        settled();
        assertThat(rebuild(step -> true)).as("swept").isTrue();
        isAsBefore();
        long most = 0;
        for (int i = 1; i < done.size(); i++) most = Math.max(most, done.get(i) - done.get(i - 1));
        assertThat(most).as("events folded together").isBetween(1L, 500L);
    }

    @Test
    void readLargeEventsInPagesThatHaveRoom() {
        Scenario given = given(PLENTY / 40);
        String text = "x".repeat(15_000);
        for (int i = 0; i < 2_500; i++) given.says("customer-" + i % 5, DAY, null, text);
        settled();
        Generous history = new Generous(story);
        new Rebuild(world.views(), history, () -> seconds.addAndGet(1_000_000_001L))
                .rebuild(world.views().names(), step -> true);
        assertThat(history.given).as("bytes read at once").allMatch(bytes -> bytes < 1_000_000);
    }

    @Test
    void areBuiltInOrderWhereEventsAboutOthersAreTooManyForMemory() {
        given(TOO_LITTLE);
        Scenario.random(story, random, EVENTS);
        settled();
        assertThat(rebuild(step -> true)).as("swept").isFalse();
        isAsBefore();
    }

    @Test
    void goOnWhereTheyStoodOnceTheProcessIsBack() {
        Scenario given = given(PLENTY);
        Scenario.random(story, random, EVENTS);
        settled();
        Rebuild ended = telling();
        boolean built =
                ended.rebuild(
                        world.views().names(),
                        step -> {
                            done.add(step.done());
                            if (done.size() == 3) ended.stop(Duration.ZERO);
                            return true;
                        });
        assertThat(built).isFalse();
        long reached = done.getLast();
        assertThat(reached).isPositive();
        done.clear();
        given.orders("customer-a", DAY, "2.00");
        settled();
        assertThat(rebuild(step -> step.from() >= reached)).as("swept").isTrue();
        assertThat(done.getFirst()).isGreaterThanOrEqualTo(reached);
        assertThat(done).as("nothing is folded twice").allMatch(n -> n <= story.head());
        isAsBefore();
    }

    /** Whoever is erased meanwhile is in nobody's memory. */
    @ParameterizedTest
    @ValueSource(longs = {PLENTY, TOO_LITTLE})
    void holdNothingOfWhatEventsSayWhileTheyRest(long gathered) throws Exception {
        given(gathered);
        Scenario.random(story, random, EVENTS);
        settled();
        Lent history = new Lent(story);
        Rebuild rebuild =
                new Rebuild(world.views(), history, () -> seconds.addAndGet(1_000_000_001L));
        Queue<Progress> steps = new ConcurrentLinkedQueue<>();
        AtomicLong rests = new AtomicLong();
        var running =
                CompletableFuture.supplyAsync(
                        () ->
                                rebuild.rebuild(
                                        world.views().names(),
                                        step -> {
                                            boolean late = step.done() > EVENTS / 4;
                                            if (late && rests.compareAndSet(0, step.done()))
                                                rebuild.pause(world.views().names());
                                            steps.add(step);
                                            return true;
                                        }),
                        Thread::startVirtualThread);
        await().until(() -> steps.stream().anyMatch(Progress::paused));
        assertThat(history.lent()).isGreaterThan(EVENTS / 4);
        await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> {
                            System.gc();
                            return history.stillHeld() == 0;
                        });
        rebuild.goOn(world.views().names());
        assertThat(running.get()).isTrue();
        if (gathered == PLENTY)
            assertThat(steps.stream().dropWhile(step -> !step.paused()))
                    .as("goes on where it rested")
                    .allMatch(step -> step.done() > EVENTS / 4);
        assertThat(world.views().status()).allMatch(status -> status.generation() == 2);
    }

    /** Contact persons of a customer, without saying that persons are read first. */
    static final class Persons implements SubjectProjection<Count> {
        @Override
        public String name() {
            return "persons";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Class<Count> documents() {
            return Count.class;
        }

        @Override
        public Collection<String> touches(RecordedEvent event) {
            return event.payload() instanceof ContactPersonAdded added
                    ? List.of(added.customerId().value())
                    : List.of();
        }

        @Override
        public Count blank(String id) {
            return new Count(id, 0, 0);
        }
    }
}
