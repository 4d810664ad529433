package dev.kehu.platform.querybus.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.axonserver.ScriptedServer;
import dev.kehu.platform.live.State;
import dev.kehu.platform.querybus.QueryUnanswered;
import dev.kehu.platform.querybus.axonserver.Node.GetStanding;
import dev.kehu.platform.querybus.axonserver.Node.Standing;

import io.axoniq.axonserver.grpc.query.QueryRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Processes on one (scripted) server: what one asks, another may answer. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(90)
class SentQueriesTest {
    private final ScriptedServer server = new ScriptedServer();
    private final Node one = new Node(server, "one");
    private final Node two = new Node(server, "two");

    @BeforeEach
    void start() {
        two.answers();
        server.queries().routeTo(two.client);
        await().until(one.bus::connected);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        server.close();
    }

    @Test
    void aQuestionIsAnsweredWhereTheServerSendsItAsPlainJson() {
        assertThat(one.ask()).isEqualTo(two.standing());
        QueryRequest crossed = server.queries().routed(two.client).getFirst();
        assertThat(crossed.getPayload().getType()).isEqualTo(GetStanding.class.getName());
        assertThat(crossed.getPayload().getData().toStringUtf8()).isEqualTo("{\"of\":\"ada\"}");
    }

    @Test
    void oneThatAnswersItselfAsksThroughTheServerToo() {
        one.answers();
        assertThat(one.ask().by()).isEqualTo(two.client);
    }

    @Test
    void aRefusalComesBackWithItsCode() {
        two.handler =
                query -> {
                    throw Refusal.unknown("customer.unknown", "Look for it by its code");
                };
        assertThatThrownBy(one::ask)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        no -> {
                            assertThat(no.code()).isEqualTo("customer.unknown");
                            assertThat(no.kind()).isEqualTo(Refusal.Kind.UNKNOWN);
                        })
                .hasMessage("Look for it by its code");
    }

    @Test
    void whatFailsUnexpectedlyLeavesItsWordsWhereItHappened() {
        two.handler =
                query -> {
                    throw new IllegalArgumentException("Ada Lovelace");
                };
        assertThatThrownBy(one::ask)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("IllegalArgumentException")
                .hasMessageNotContaining("Ada")
                .hasNoCause();
    }

    @Test
    void whereNobodyAnswersAndThisProcessCannotItSaysSo() {
        server.queries().hangUp(two.client);
        assertUnanswered(one::ask);
    }

    @Test
    void whereTheServerKnowsNobodyThisProcessAnswers() {
        server.queries().hangUp(two.client);
        one.here.subscribe(GetStanding.class.getName(), Standing.class, query -> one.standing());
        assertThat(one.ask().by()).isEqualTo(one.client);
    }

    @Test
    void aProcessThatNeverAnswersIsNotWaitedForForEver() {
        CountDownLatch end = new CountDownLatch(1);
        two.handler = query -> awaited(end, two.standing());
        assertUnanswered(one::ask);
        end.countDown();
    }

    @Test
    void aProcessThatDiesWithAQuestionLeavesItUnansweredAndTheNextIsAnsweredByAnother() {
        one.answers();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        two.handler =
                query -> {
                    begun.countDown();
                    return awaited(end, two.standing());
                };
        CompletableFuture<Standing> answer = CompletableFuture.supplyAsync(one::ask);
        awaited(begun, two.standing());
        server.queries().hangUp(two.client);
        assertThatThrownBy(answer::join).hasCauseInstanceOf(QueryUnanswered.class);
        assertThat(one.ask().by()).as("the next one").isEqualTo(one.client);
        end.countDown();
    }

    private static Standing awaited(CountDownLatch latch, Standing then) {
        try {
            latch.await();
            return then;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertUnanswered(Runnable asking) {
        assertThatThrownBy(asking::run)
                .isInstanceOfSatisfying(
                        QueryUnanswered.class,
                        e -> assertThat(e.code()).isEqualTo("query.unanswered"));
    }

    @Test
    void whileTheServerIsAwayThisProcessAnswersAndAfterwardsAllIsAsBefore() {
        one.answers();
        server.kill();
        await().ignoreExceptionsInstanceOf(QueryUnanswered.class)
                .until(() -> one.ask().by().equals(one.client));
        assertThat(one.bus.connected()).isFalse();
        server.startAgain();
        await().ignoreExceptionsInstanceOf(QueryUnanswered.class)
                .atMost(Duration.ofSeconds(30))
                .until(() -> one.ask().by().equals(two.client));
    }

    @Test
    void whatIsAnsweredOtherwiseThanItsQuestionSaysStaysInThisProcess() {
        one.answers();
        assertThat(((Standing) one.ask(State.class).body()).by()).isEqualTo(one.client);
        assertThat(server.queries().routed(two.client)).isEmpty();
    }

    @Test
    void whoWatchesHearsOfEveryChangeThatConcernsItUntilItLeaves() {
        var watched = one.watch();
        List<Integer> heard = new CopyOnWriteArrayList<>();
        watched.updates().subscribe(update -> heard.add(update.getPayload().orders()));
        assertThat(watched.initialResult().block().getPayload()).isEqualTo(two.standing());
        await().until(() -> two.watchers() == 1);
        two.orders.set(2);
        two.moved("ada");
        await().until(() -> heard.equals(List.of(2)));
        two.orders.set(3);
        two.moved("bob");
        await().during(Duration.ofMillis(300)).until(() -> heard.equals(List.of(2)));
        two.orders.set(4);
        two.moved("ada");
        await().until(() -> heard.equals(List.of(2, 4)));
        watched.close();
        await().until(() -> two.watchers() == 0);
        assertThat(server.queries().watched(two.client)).isZero();
    }

    @Test
    void whileTheServerIsAwayOneWatchesItsOwnViews() {
        one.answers();
        server.kill();
        await().until(() -> !one.bus.connected());
        var watched = one.watch();
        List<Integer> heard = new CopyOnWriteArrayList<>();
        watched.updates().subscribe(update -> heard.add(update.getPayload().orders()));
        assertThat(watched.initialResult().block().getPayload()).isEqualTo(one.standing());
        one.orders.set(2);
        one.moved("ada");
        await().until(() -> heard.equals(List.of(2)));
        watched.close();
        assertThat(one.watchers()).isZero();
    }

    @Test
    void whatIsWatchedEndsWhenTheOtherIsLost() {
        var watched = one.watch();
        CountDownLatch ended = new CountDownLatch(1);
        watched.updates().subscribe(u -> {}, e -> ended.countDown(), ended::countDown);
        watched.initialResult().block();
        server.queries().hangUp(two.client);
        await().until(() -> ended.getCount() == 0);
    }

    @Test
    void oneThatIsClosedAnswersNoMoreAndItsWatchersAreGone() {
        var watched = one.watch();
        watched.updates().subscribe(u -> {});
        watched.initialResult().block();
        await().until(() -> two.watchers() == 1);
        two.close();
        await().until(() -> server.queries().takers(GetStanding.class).isEmpty());
        await().until(() -> two.watchers() == 0);
        assertUnanswered(one::ask);
    }
}
