package dev.kehu.platform.querybus.axonserver;

import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.query.AxonServerQueryBus;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryUpdateEmitter;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Axon's own bus on a connection of its own. */
final class ServerQueries implements SentQueries.Link {
    private static final int THREADS = 8;
    private static final Duration RECONNECT = Duration.ofSeconds(1);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10); // gRPC takes no less
    private static final Duration KEEP_ALIVE_ANSWER = Duration.ofSeconds(5);

    private final String context;
    private final AxonServerConnectionManager connections;
    private final AxonServerQueryBus bus;
    private final QuestionJson json = new QuestionJson();
    private final ExecutorService answering = threads("query-");
    private final ExecutorService hearing = threads("query-answer-");
    private final Scheduler following = Schedulers.fromExecutorService(threads("query-update-"));
    private final Followed followed;

    ServerQueries(QueryBus here, QuerySettings where) {
        // The connector's advert would stand between answers on standard output.
        System.setProperty("axon.axonserver.suppressDownloadMessage", "true");
        AxonServerConfiguration settings = settings(where);
        context = where.context();
        followed = new Followed(here, following);
        connections =
                AxonServerConnectionManager.builder()
                        .routingServers(settings.getServers())
                        .axonServerConfiguration(settings)
                        .build();
        bus =
                AxonServerQueryBus.builder()
                        .axonServerConnectionManager(connections)
                        .configuration(settings)
                        .localSegment(new ReceivedQueries(here))
                        .updateEmitter(followed)
                        .messageSerializer(json)
                        .genericSerializer(json)
                        .queryExecutorServiceBuilder((known, waiting) -> answering)
                        .queryResponseExecutorServiceBuilder((known, waiting) -> hearing)
                        .queryInProgressAwait(Duration.ofSeconds(2))
                        .build();
        bus.start();
        connections.getConnection(context); // one that only asks is connected, too
    }

    private static ExecutorService threads(String name) {
        return Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().name(name, 0).daemon().factory());
    }

    private static AxonServerConfiguration settings(QuerySettings where) {
        AxonServerConfiguration settings = new AxonServerConfiguration();
        settings.setServers(where.servers());
        settings.setContext(where.context());
        settings.setComponentName(where.component());
        settings.setClientId(where.client() + "-queries"); // others have connections, too
        if (!where.token().isEmpty()) {
            settings.setToken(where.token());
        }
        settings.setReconnectInterval(RECONNECT.toMillis());
        settings.setKeepAliveTime(KEEP_ALIVE.toMillis());
        settings.setKeepAliveTimeout(KEEP_ALIVE_ANSWER.toMillis());
        settings.getHeartbeat().setEnabled(false);
        return settings;
    }

    @Override
    public QueryBus bus() {
        return bus;
    }

    @Override
    public boolean carries(Class<?> query, Class<?> answer) {
        return json.carries(query, answer);
    }

    @Override
    public QueryUpdateEmitter followed() {
        return followed;
    }

    @Override
    public boolean connected() {
        return connections.isConnected(context);
    }

    /** Answers no more, waits a little for those under way, hangs up. */
    @Override
    public void close() {
        bus.shutdownDispatching();
        bus.disconnect();
        following.dispose();
        answering.shutdown();
        hearing.shutdown();
        connections.shutdown();
    }
}
