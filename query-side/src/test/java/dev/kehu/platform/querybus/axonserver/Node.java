package dev.kehu.platform.querybus.axonserver;

import static org.awaitility.Awaitility.await;

import dev.kehu.platform.eventstore.axonserver.ScriptedServer;
import dev.kehu.platform.live.Moved;
import dev.kehu.platform.live.State;
import dev.kehu.platform.querybus.Question;

import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.GenericSubscriptionQueryMessage;
import org.axonframework.queryhandling.QueryResponseMessage;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.axonframework.queryhandling.SubscriptionQueryUpdateMessage;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A process that asks, and answers if told to. */
final class Node implements AutoCloseable {
    /** Asks how somebody stands. */
    record GetStanding(String of) implements Question<Standing> {}

    record Standing(String by, int orders, BigDecimal money, Instant at) {}

    final String client;
    final SimpleQueryBus here = SimpleQueryBus.builder().build();
    final SentQueries bus;
    final AtomicInteger orders = new AtomicInteger(1);
    volatile Function<GetStanding, Standing> handler = query -> standing();
    private final ScriptedServer server;

    Node(ScriptedServer server, String name) {
        this.server = server;
        client = name + "-queries";
        QuerySettings where =
                new QuerySettings("127.0.0.1:" + server.port(), "default", "kehu", name, "");
        bus = new SentQueries(here, new ServerQueries(here, where), Duration.ofSeconds(3));
    }

    Standing standing() {
        Instant at = Instant.parse("1998-06-30T10:00:00Z");
        return new Standing(client, orders.get(), new BigDecimal("12.50"), at);
    }

    Node answers() {
        bus.subscribe(
                GetStanding.class.getName(),
                Standing.class,
                query -> handler.apply((GetStanding) query.getPayload()));
        bus.subscribe(GetStanding.class.getName(), State.class, query -> state());
        await().until(() -> server.queries().takers(GetStanding.class).contains(client));
        return this;
    }

    private State state() {
        int now = orders.get();
        return new State(true, now, now, now, "v" + now, Set.of("ada"), standing());
    }

    /** Something of these has changed here. */
    void moved(String... subjects) {
        here.queryUpdateEmitter().emit(GetStanding.class, q -> true, new Moved(Set.of(subjects)));
    }

    int watchers() {
        return here.queryUpdateEmitter().activeSubscriptions().size();
    }

    Standing ask() {
        return ask(Standing.class);
    }

    <R> R ask(Class<R> answer) {
        try {
            QueryResponseMessage<R> message =
                    bus.query(
                                    new GenericQueryMessage<>(
                                            new GetStanding("ada"),
                                            ResponseTypes.instanceOf(answer)))
                            .join();
            if (message.isExceptional()) {
                throw (RuntimeException) message.exceptionResult();
            }
            return message.getPayload();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    SubscriptionQueryResult<
                    QueryResponseMessage<Standing>, SubscriptionQueryUpdateMessage<Standing>>
            watch() {
        return bus.subscriptionQuery(
                new GenericSubscriptionQueryMessage<>(
                        new GetStanding("ada"),
                        ResponseTypes.instanceOf(Standing.class),
                        ResponseTypes.instanceOf(Standing.class)),
                16);
    }

    @Override
    public void close() {
        bus.close();
    }
}
