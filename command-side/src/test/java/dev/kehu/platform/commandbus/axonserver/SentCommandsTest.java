package dev.kehu.platform.commandbus.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.audit.api.CalendarCommand.AdvanceBusinessDay;
import dev.kehu.interaction.api.InteractionCommand.AnnotateInteraction;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.AnsweredBefore;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.axonserver.Address;
import dev.kehu.platform.eventstore.axonserver.ScriptedCommands;
import dev.kehu.platform.eventstore.axonserver.ScriptedServer;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Two processes on one (scripted) server: what one sends, the other may carry out. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class SentCommandsTest {
    private static final Instant WHEN = Instant.parse("1998-06-30T10:00:00Z");
    private static final Receipt DONE = Receipt.of("calendar-firm", Map.of("by", "nobody")).at(3);

    private final ScriptedServer server = new ScriptedServer();
    private final Node one = new Node("one");
    private final Node two = new Node("two");

    /** A process that takes commands, with what its handler does. */
    private final class Node {
        private final String client;
        private final SentCommands bus;
        private volatile Function<CommandMessage<?>, Receipt> handler = command -> by();

        Node(String name) {
            client = name + "-commands";
            Address address =
                    new Address(List.of("127.0.0.1:" + server.port()), "default", "kehu", name, "");
            bus =
                    ServerBus.over(
                            SimpleCommandBus.builder().build(),
                            address,
                            new SentCommands.Limits(Duration.ofSeconds(3), Duration.ofSeconds(1)));
        }

        Receipt by() {
            return Receipt.of("subject", Map.of("by", client)).at(1);
        }

        void takes(Class<?> command) {
            bus.subscribe(command.getName(), message -> handler.apply(message));
            await().until(() -> server.commands().takers(command).contains(client));
        }

        Receipt send(Object command) {
            AtomicReference<Object> answer = new AtomicReference<>();
            bus.dispatch(
                    GenericCommandMessage.asCommandMessage(command)
                            .withMetaData(Map.of("actor", "agent")),
                    (sent, result) ->
                            answer.set(
                                    result.isExceptional()
                                            ? result.exceptionResult()
                                            : result.getPayload()));
            if (answer.get() instanceof RuntimeException e) {
                throw e;
            }
            return (Receipt) answer.get();
        }
    }

    @BeforeEach
    void start() {
        one.takes(AdvanceBusinessDay.class);
        two.takes(AdvanceBusinessDay.class);
        server.commands().routeTo(two.client);
    }

    @AfterEach
    void stop() {
        one.bus.close();
        two.bus.close();
        server.close();
    }

    private static AdvanceBusinessDay advance() {
        return new AdvanceBusinessDay(LocalDate.of(1998, 6, 30), WHEN);
    }

    private static AnnotateInteraction annotate(String interaction) {
        return new AnnotateInteraction(new InteractionId(interaction), "Called back", null, WHEN);
    }

    @Test
    void aCommandIsCarriedOutWhereTheServerSendsItAndItsReceiptComesBack() {
        AtomicReference<CommandMessage<?>> seen = new AtomicReference<>();
        two.handler =
                command -> {
                    seen.set(command);
                    return DONE;
                };
        assertThat(one.send(advance())).isEqualTo(DONE);
        assertThat(seen.get().getPayload()).isEqualTo(advance());
        assertThat(seen.get().getMetaData()).containsEntry("actor", "agent");
    }

    @Test
    void commandsOfOneKeyGoToOneProcessAndOthersToAnother() {
        server.commands().routeTo("nobody");
        one.takes(AnnotateInteraction.class);
        two.takes(AnnotateInteraction.class);
        Map<String, Set<String>> by = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            String interaction = "interaction-" + i % 20;
            by.computeIfAbsent(interaction, it -> new HashSet<>())
                    .add(one.send(annotate(interaction)).ids().get("by"));
        }
        assertThat(by.values()).allSatisfy(nodes -> assertThat(nodes).hasSize(1));
        assertThat(by.values().stream().flatMap(Set::stream)).contains(one.client, two.client);
        assertThat(server.commands().routed(by.get("interaction-1").iterator().next()))
                .extracting(ScriptedCommands::key)
                .contains("interaction-1");
    }

    @Test
    void aRefusalAndACollisionComeBackAsTheyWere() {
        two.handler =
                command -> {
                    throw Refusal.conflict("calendar.backward", "Name a later day");
                };
        assertThatThrownBy(() -> one.send(advance()))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("calendar.backward"))
                .hasMessage("Name a later day");
        two.handler =
                command -> {
                    throw new ConcurrencyException("made up");
                };
        assertThatThrownBy(() -> one.send(advance()))
                .isExactlyInstanceOf(ConcurrencyException.class);
        two.handler =
                command -> {
                    throw new AnsweredBefore(DONE);
                };
        assertThat(one.send(advance())).isEqualTo(DONE);
    }

    @Test
    void whatFailsUnexpectedlyLeavesItsWordsWhereItHappened() {
        two.handler =
                command -> {
                    throw new IllegalArgumentException("Ada Lovelace");
                };
        assertThatThrownBy(() -> one.send(advance()))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("IllegalArgumentException")
                .hasMessageNotContaining("Ada")
                .hasNoCause();
    }

    @Test
    void aProcessThatDiesWithACommandLeavesItsOutcomeUnknown() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        two.handler =
                command -> {
                    begun.countDown();
                    awaited(end);
                    return two.by();
                };
        var answer = CompletableFuture.supplyAsync(() -> one.send(advance()));
        awaited(begun);
        server.commands().hangUp(two.client);
        assertUnavailable(answer::join, "store.failed");
        assertThat(one.send(advance())).as("the next one").isEqualTo(one.by());
        end.countDown();
    }

    @Test
    void aProcessThatNeverAnswersIsNotWaitedForForEver() {
        CountDownLatch end = new CountDownLatch(1);
        two.handler =
                command -> {
                    awaited(end);
                    return two.by();
                };
        assertUnavailable(() -> one.send(advance()), "store.failed");
        end.countDown();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertUnavailable(Runnable sending, String code) {
        assertThatThrownBy(sending::run)
                .satisfies(
                        e ->
                                assertThat(e instanceof CompletionException ? e.getCause() : e)
                                        .isInstanceOfSatisfying(
                                                StoreUnavailable.class,
                                                away -> assertThat(away.code()).isEqualTo(code)));
    }

    @Test
    void whereNobodyTakesItNothingWasRecorded() {
        assertUnavailable(() -> one.send(annotate("interaction-1")), "store.unreachable");
    }

    @Test
    void aCommandSentBeforeAnybodyTakesItWaitsALittle() {
        var answer = CompletableFuture.supplyAsync(() -> one.send(annotate("interaction-1")));
        await().until(() -> server.commands().untaken() > 0);
        two.takes(AnnotateInteraction.class);
        assertThat(answer.join()).isEqualTo(two.by());
    }

    @Test
    void whileTheServerIsAwayNothingIsSentAndAfterwardsAllIsAsBefore() {
        server.kill();
        await().ignoreExceptions()
                .untilAsserted(
                        () -> assertUnavailable(() -> one.send(advance()), "store.unreachable"));
        server.startAgain();
        await().ignoreExceptionsInstanceOf(StoreUnavailable.class)
                .atMost(Duration.ofSeconds(30))
                .until(() -> one.send(advance()).equals(two.by()));
    }

    @Test
    void aCommandWithinAUnitOfWorkStaysInThisProcess() {
        DefaultUnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(null);
        assertThat(one.send(advance())).isEqualTo(one.by());
        unit.rollback();
        assertThat(server.commands().routed(one.client)).isEmpty();
        assertThat(server.commands().routed(two.client)).isEmpty();
    }

    @Test
    void whatIsNoCommandOfAFamilyStaysInThisProcess() {
        one.bus.localSegment().subscribe(String.class.getName(), command -> DONE);
        assertThat(one.send("hello")).isEqualTo(DONE);
        assertThat(server.commands().routed(one.client)).isEmpty();
        assertThat(server.commands().routed(two.client)).isEmpty();
    }
}
