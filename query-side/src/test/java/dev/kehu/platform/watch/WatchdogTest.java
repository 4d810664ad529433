package dev.kehu.platform.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.audit.api.ParkedSubjects;
import dev.kehu.audit.api.ParkedSubjects.Outcome;
import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.kernel.History;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.viewstore.ViewStore.Change;
import dev.kehu.platform.watch.Round.Mended;
import dev.kehu.platform.watch.Watchdog.Pace;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.Tally;
import dev.kehu.platform.world.World;

import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(120)
class WatchdogTest {
    private static final long SEED = Long.getLong("kehu.seed", 19980630L);
    private static final String A = "customer-a", DAY = "1997-01-02";
    private static final String C360 = "customer360_g1", TALLY = "tally_g1";

    private final World world = World.fresh(5, Tally.class);
    private final Story story = world.story;
    private final Scenario given = new Scenario(story);

    @AfterEach
    void close() {
        world.close();
    }

    private Watchdog dog() {
        return world.get(Watchdog.class);
    }

    private Round round() {
        return dog().round(Pace.STRAIGHT_ON);
    }

    private Map<String, BsonDocument> documents(String collection) {
        Map<String, BsonDocument> all = new HashMap<>();
        for (BsonDocument each : world.store.range(collection, null, null, 100_000))
            all.put(each.getString("_id").getValue(), each);
        return all;
    }

    private void lose(String collection, String id) {
        Map<String, BsonDocument> all = documents(collection);
        assertThat(all.remove(id)).isNotNull();
        world.store.drop(collection);
        world.store.insert(collection, all.values());
    }

    private void putBack(String collection, String id, BsonDocument old) {
        long now = documents(collection).get(id).getNumber("position").longValue();
        assertThat(world.store.save(collection, List.of(new Change(id, now, old)))).isEmpty();
    }

    private void someHistory() {
        given.registers(A, "C1", "Ann", DAY);
        given.names(A, "person-1", "Bea", DAY);
        for (int i = 0; i < 4; i++) given.orders(A, DAY, "1.00");
        given.orders("customer-b", DAY, "1.00");
        world.settled();
    }

    @Test
    void leavesWholeViewsAlone() {
        Scenario.random(story, new Random(SEED), 700);
        world.settled();
        Map<String, BsonDocument> before = documents(C360);
        Round round = round();
        assertThat(round.mended()).isEmpty();
        assertThat(round.failed()).isEmpty();
        assertThat(round.whole()).isTrue();
        assertThat(round.events()).isEqualTo(story.head());
        assertThat(documents(C360)).isEqualTo(before);
    }

    @Test
    void bringsBackADocumentThatWasLostWithAllThatWasInIt() {
        someHistory();
        Map<String, BsonDocument> before = documents(C360);
        lose(C360, A);
        assertThat(round().mended()).containsExactly(new Mended("customer360", A, 7));
        assertThat(documents(C360)).isEqualTo(before);
        assertThat(round().mended()).isEmpty();
        assertThat(dog().mended()).isEqualTo(1);
    }

    @Test
    void bringsForwardADocumentThatWasSetBackWhileOthersGoOn() throws Exception {
        given.orders(A, DAY, "1.00");
        world.settled();
        BsonDocument old = documents(TALLY).get(A);
        for (int i = 0; i < 20; i++) given.orders(A, DAY, "1.00");
        world.settled();
        putBack(TALLY, A, old);
        AtomicBoolean enough = new AtomicBoolean();
        var others =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; !enough.get() && i < 20_000; i++)
                                given.orders("customer-" + i % 50, DAY, "1.00");
                        });
        try {
            assertThat(round().mended()).extracting(Mended::customer).containsExactly(A);
        } finally {
            enough.set(true);
            others.join();
        }
        given.orders(A, DAY, "1.00");
        world.settled();
        assertThat(documents(TALLY).get(A).getNumber("count").longValue()).isEqualTo(22);
        assertThat(round().mended()).isEmpty();
    }

    @Test
    void mendsADocumentThatCannotBeReadOrIsAheadOfItsView() {
        someHistory();
        Map<String, BsonDocument> before = documents(C360);
        putBack(C360, A, junk(A).append("position", new BsonInt64(7)));
        BsonDocument ahead = new BsonDocument();
        ahead.putAll(before.get("customer-b"));
        ahead.put("position", new BsonInt64(4711));
        putBack(C360, "customer-b", ahead);
        assertThat(round().mended()).extracting(Mended::customer).contains(A, "customer-b");
        assertThat(documents(C360)).isEqualTo(before);
    }

    @Test
    void findsABucketThatIsMissing() {
        for (int i = 0; i < 120; i++) given.orders(A, DAY, "1.00");
        world.settled();
        String bucket =
                documents("timeline_g1").keySet().stream()
                        .filter(id -> id.endsWith("|0a"))
                        .findFirst()
                        .orElseThrow();
        lose("timeline_g1", bucket);
        assertThat(round().mended()).containsExactly(new Mended("timeline", A, 120));
        assertThat(documents("timeline_g1")).containsKey(bucket);
        assertThat(round().mended()).isEmpty();
    }

    @Test
    void leavesWhatIsParkedParked() {
        given.orders(A, DAY, "1.00");
        given.meets(A, "web", "poison", DAY);
        given.orders(A, DAY, "1.00");
        world.settled();
        assertThat(round().mended()).isEmpty();
        lose(TALLY, A);
        assertThat(round().mended()).containsExactly(new Mended("tally", A, 3));
        assertThat(documents(TALLY).get(A).getNumber("count").longValue()).isEqualTo(1);
        assertThat(world.get(ParkedSubjects.class).find("tally", A)).isPresent();
        world.get(ParkedSubjects.class).skip("tally", A, 2);
        assertThat(round().mended()).isEmpty();
        assertThat(documents(TALLY).get(A).getNumber("count").longValue()).isEqualTo(2);
    }

    @Test
    void aRetryFoldsTheDocumentOfAnotherSubjectInTheOrderOfEvents() {
        world.get(Tally.class).dislikes = "person";
        given.orders(A, DAY, "1.00");
        given.names(A, "person-1", "Bea", DAY);
        given.orders(A, DAY, "1.00");
        world.settled();
        assertThat(documents(TALLY).get(A).getNumber("count").longValue()).isEqualTo(2);
        world.get(Tally.class).dislikes = "nothing";
        assertThat(world.get(ParkedSubjects.class).retry("tally", "person-1").now()).isEmpty();
        assertThat(documents(TALLY).get(A).getNumber("count").longValue()).isEqualTo(3);
        assertThat(round().mended()).isEmpty();
    }

    @Test
    void aRetryChangesNothingWhereAnotherSubjectWouldBeParkedForIt() {
        world.get(Tally.class).dislikes = "person";
        given.meets(A, "web", "visit", DAY);
        given.names(A, "person-1", "Bea", DAY);
        world.settled();
        BsonDocument before = documents(TALLY).get(A);
        world.get(Tally.class).dislikes = "visit";
        ParkedSubjects parked = world.get(ParkedSubjects.class);
        Outcome outcome = parked.retry("tally", "person-1");
        assertThat(outcome.done()).isFalse();
        assertThat(outcome.now()).isPresent();
        assertThat(parked.all()).extracting(Parked::subject).containsExactly("person-1");
        assertThat(documents(TALLY).get(A)).isEqualTo(before);
    }

    @Test
    void aRetryIsRefusedOverADocumentThatCannotTellWhoElseIsInIt() {
        given.orders(A, DAY, "1.00");
        given.names(A, "person-1", "Bea", DAY);
        given.meets(A, "web", "poison", DAY);
        world.settled();
        putBack(TALLY, A, junk(A).append("position", new BsonInt64(2)));
        world.get(Tally.class).dislikes = "nothing";
        ParkedSubjects parked = world.get(ParkedSubjects.class);
        assertThatThrownBy(() -> parked.retry("tally", A))
                .extracting("code")
                .isEqualTo("view.document-unreadable");
        assertThat(parked.find("tally", A)).isPresent();
        assertThat(round().mended()).extracting(Mended::customer).contains(A);
        assertThat(parked.retry("tally", A).now()).isEmpty();
        assertThat(documents(TALLY).get(A).getNumber("count").longValue()).isEqualTo(3);
    }

    @Test
    void mendsADocumentWithoutAPosition() {
        someHistory();
        Map<String, BsonDocument> before = documents(C360);
        putBack(C360, A, junk(A));
        putBack(C360, "customer-b", junk("customer-b").append("position", new BsonString("7")));
        assertThat(round().failed()).isEmpty();
        assertThat(documents(C360)).isEqualTo(before);
    }

    private static BsonDocument junk(String id) {
        return new BsonDocument("_id", new BsonString(id))
                .append("count", new BsonString("junk"))
                .append("recent", new BsonString("junk"));
    }

    @Test
    void leavesADocumentAsItIsWhereAnEventCannotBeFoldedAnyMore() {
        given.orders(A, DAY, "1.00");
        given.meets(A, "web", "visit", DAY);
        world.settled();
        BsonDocument before = documents(TALLY).get(A);
        BsonDocument old = new BsonDocument();
        old.putAll(before);
        old.put("position", new BsonInt64(1));
        putBack(TALLY, A, old);
        world.get(Tally.class).dislikes = "visit";
        assertThat(round().failed()).containsExactly(new Mended("tally", A, 2));
        assertThat(documents(TALLY).get(A)).isEqualTo(old);
        assertThat(world.get(ParkedSubjects.class).all()).isEmpty();
    }

    @Test
    void mendsAnythingAtRandomToWhatARebuildWouldGive() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        Scenario.random(story, random, 400);
        world.settled();
        Map<String, Map<String, BsonDocument>> early = new HashMap<>();
        List<String> views = List.of("customer360", "identity", "valuehistory", "tally");
        for (String view : views) early.put(view, documents(view + "_g1"));
        Scenario.random(story, random, 900);
        world.settled();
        for (String view : views)
            for (String id : List.copyOf(documents(view + "_g1").keySet())) {
                BsonDocument old = early.get(view).get(id);
                if (random.nextInt(3) == 0) lose(view + "_g1", id);
                else if (old != null && random.nextBoolean()) putBack(view + "_g1", id, old);
            }
        assertThat(round().mended()).isNotEmpty();
        assertThat(round().mended()).isEmpty();
        Map<String, Map<String, BsonDocument>> mended = new HashMap<>();
        for (String view : views) mended.put(view, documents(view + "_g1"));
        world.get(Rebuild.class).rebuild(views, progress -> true);
        for (String view : views)
            assertThat(documents(view + "_g2")).as(view).isEqualTo(mended.get(view));
    }

    @Test
    void mendsWhileTheSameCustomerGoesOn() {
        given.orders(A, DAY, "1.00");
        world.settled();
        var telling =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 2_000; i++) given.orders(A, DAY, "1.00");
                        });
        int rounds = 0;
        while (!telling.isDone() || rounds == 0) {
            world.views().mending("tally").mend(A, Set.of(), () -> true);
            rounds++;
        }
        telling.join();
        world.settled();
        assertThat(documents(TALLY).get(A).getNumber("count").longValue()).isEqualTo(2_001);
    }

    @Test
    void countsOnlyWhatEveryViewHasReached() {
        someHistory();
        assertThat(round().events()).isEqualTo(7);
        world.stop();
        for (int i = 0; i < 5; i++) given.orders(A, DAY, "1.00");
        assertThat(round().events()).isEqualTo(7);
    }

    @Test
    void goesItsRoundInTheBackgroundAndEndsWhenTold() {
        someHistory();
        lose(C360, A);
        Watchdog own = new Watchdog(world.views(), world.get(History.class));
        Watch watch = new Watch(own, Duration.ofHours(1));
        watch.start();
        await().until(() -> own.mended() == 1);
        assertThat(watch.isRunning()).isTrue();
        watch.stop();
        assertThat(watch.isRunning()).isFalse();
    }

    @Test
    void goesOnAfterAnError() {
        someHistory();
        lose(C360, A);
        AtomicBoolean failed = new AtomicBoolean();
        InvocationHandler once =
                (proxy, method, values) -> {
                    if (!failed.getAndSet(true)) throw new OutOfMemoryError("as the test asked");
                    return method.invoke(world.get(History.class), values);
                };
        ClassLoader loader = History.class.getClassLoader();
        Class<?>[] types = {History.class};
        History history = (History) Proxy.newProxyInstance(loader, types, once);
        Watchdog own = new Watchdog(world.views(), history);
        Watch watch = new Watch(own, Duration.ofMillis(1));
        watch.start();
        await().until(() -> own.mended() == 1);
        watch.stop();
    }

    @Test
    void isAskedToGoOnAfterEveryCustomerAndReadsHistoryOnceMoreForAllViews() {
        someHistory();
        lose(C360, A);
        lose(C360, "customer-b");
        lose(TALLY, A);
        List<Long> told = new ArrayList<>();
        Round round = dog().round((done, total) -> told.add(done) && told.size() < 4);
        assertThat(told).hasSize(4); // two times one page, then two customers
        assertThat(round.mended()).hasSize(2);
        assertThat(round.whole()).isFalse();
        assertThat(dog().latest()).isEqualTo(Round.NONE);
        assertThat(round().mended()).hasSize(1);
    }

    @Test
    void leavesACustomerOfVeryManyEventsToARebuild() {
        someHistory();
        lose(TALLY, A);
        lose(TALLY, "customer-b");
        Watchdog own = new Watchdog(world.views(), world.get(History.class), 5);
        Round round = own.round(Pace.STRAIGHT_ON);
        assertThat(round.failed()).containsExactly(new Mended("tally", A, 7));
        assertThat(round.mended()).containsExactly(new Mended("tally", "customer-b", 7));
        assertThat(documents(TALLY)).doesNotContainKey(A);
    }

    @Test
    void endsEarlyWhenToldAndSaysSo() {
        someHistory();
        lose(C360, A);
        List<Long> told = new ArrayList<>();
        Round round = dog().round((done, total) -> !told.add(done));
        assertThat(round.whole()).isFalse();
        assertThat(round.mended()).isEmpty();
        assertThat(told).hasSize(1);
    }
}
