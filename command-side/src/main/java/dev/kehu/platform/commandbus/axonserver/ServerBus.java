package dev.kehu.platform.commandbus.axonserver;

import dev.kehu.kernel.Receipt;
import dev.kehu.platform.eventstore.axonserver.Address;
import dev.kehu.platform.serializer.WireSerializer;

import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.commandhandling.CommandBus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Axon's own bus on a connection of its own. */
public final class ServerBus implements SentCommands.Link {
    /** As many as may append at the same time; each waits for the server. */
    private static final int THREADS = 64;

    private static final Duration RECONNECT = Duration.ofSeconds(1);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10); // gRPC takes no less
    private static final Duration KEEP_ALIVE_ANSWER = Duration.ofSeconds(5);

    private final String context;
    private final AxonServerConnectionManager connections;
    private final AxonServerCommandBus bus;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().name("command-", 0).daemon().factory());

    private ServerBus(CommandBus here, Address address, WireSerializer wire) {
        System.setProperty(Address.BANNER_OFF, "true");
        AxonServerConfiguration settings = settings(address);
        context = address.context();
        connections =
                AxonServerConnectionManager.builder()
                        .routingServers(settings.getServers())
                        .axonServerConfiguration(settings)
                        .build();
        bus =
                AxonServerCommandBus.builder()
                        .axonServerConnectionManager(connections)
                        .configuration(settings)
                        .localSegment(new ReceivedCommands(here))
                        .serializer(wire)
                        .routingStrategy(new RoutingKeys())
                        .executorServiceBuilder((known, waiting) -> threads)
                        .build();
    }

    /** Over the bus of this process, which keeps what cannot cross. */
    public static SentCommands over(CommandBus here, Address address) {
        return over(here, address, SentCommands.Limits.USUAL);
    }

    static SentCommands over(CommandBus here, Address address, SentCommands.Limits limits) {
        WireSerializer wire = wire();
        return new SentCommands(here, new ServerBus(here, address, wire), wire::carries, limits);
    }

    static WireSerializer wire() {
        List<Class<?>> answers = new ArrayList<>(List.of(Failure.class.getPermittedSubclasses()));
        answers.add(Receipt.class);
        return new WireSerializer(answers);
    }

    private static AxonServerConfiguration settings(Address address) {
        AxonServerConfiguration settings = new AxonServerConfiguration();
        settings.setServers(String.join(",", address.servers()));
        settings.setContext(address.context());
        settings.setComponentName(address.component());
        settings.setClientId(address.client() + "-commands"); // the events have a connection, too
        if (!address.token().isEmpty()) {
            settings.setToken(address.token());
        }
        settings.setReconnectInterval(RECONNECT.toMillis());
        settings.setKeepAliveTime(KEEP_ALIVE.toMillis());
        settings.setKeepAliveTimeout(KEEP_ALIVE_ANSWER.toMillis());
        settings.getHeartbeat().setEnabled(false);
        return settings;
    }

    @Override
    public CommandBus bus() {
        return bus;
    }

    @Override
    public boolean connected() {
        return connections.isConnected(context);
    }

    /** Takes no more commands, waits a little for those under way, hangs up. */
    @Override
    public void close() {
        bus.disconnect();
        threads.shutdown();
        connections.shutdown();
    }
}
