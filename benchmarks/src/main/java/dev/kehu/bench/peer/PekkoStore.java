package dev.kehu.bench.peer;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import dev.kehu.bench.postgres.Database;

import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Apache Pekko Persistence JDBC on PostgreSQL: a persistent actor for each stream, one event a
 * persist, journal and pool at their defaults. The journal puts what waits into batches of its own.
 * The bytes stored are those of the stock peers.
 */
public final class PekkoStore implements AutoCloseable {
    private static final String SETTINGS =
            """
            pekko {
              loglevel = ERROR
              stdout-loglevel = ERROR
              jvm-shutdown-hooks = off
              persistence.journal.plugin = "jdbc-journal"
              actor {
                serializers.bench = "dev.kehu.bench.peer.PekkoSerializer"
                serialization-bindings {
                  "dev.kehu.bench.peer.PekkoEvent" = bench
                }
              }
            }
            jdbc-journal.slick {
              profile = "slick.jdbc.PostgresProfile$"
              db.driver = "org.postgresql.Driver"
            }
            """;
    private static final int SECONDS = 60;

    private final Serializer serializer = Jackson3Serializer.builder().build();
    private final Map<String, ActorRef> kept = new ConcurrentHashMap<>();
    private final ActorSystem system;

    private PekkoStore(ActorSystem system) {
        this.system = system;
    }

    /** In an empty database, with the tables the plugin brings. */
    public static PekkoStore on(Database database) throws SQLException, IOException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                InputStream tables =
                        PekkoStore.class.getResourceAsStream(
                                "/schema/postgres/postgres-create-schema.sql")) {
            String script =
                    new String(
                            Objects.requireNonNull(tables).readAllBytes(), StandardCharsets.UTF_8);
            for (String sql : script.split(";")) { // it makes indexes that want to be alone
                statement.execute(sql);
            }
        }
        Config config =
                ConfigFactory.parseMap(
                                Map.of(
                                        "jdbc-journal.slick.db.url", database.rewritingUrl(),
                                        "jdbc-journal.slick.db.user", database.user(),
                                        "jdbc-journal.slick.db.password", database.password()))
                        .withFallback(ConfigFactory.parseString(SETTINGS))
                        .withFallback(ConfigFactory.load());
        return new PekkoStore(ActorSystem.create("bench", config));
    }

    /** Persists the first event of a stream by a new actor, which then stops. */
    public void publish(DomainEventMessage<?> event) throws Exception {
        append(system.actorOf(PekkoStream.once(event.getAggregateIdentifier())), event);
    }

    /** Persists the next event of a stream by its actor, which stays and knows its state. */
    public void publishNext(DomainEventMessage<?> event) throws Exception {
        append(
                kept.computeIfAbsent(
                        event.getAggregateIdentifier(),
                        stream -> system.actorOf(PekkoStream.kept(stream))),
                event);
    }

    private void append(ActorRef actor, DomainEventMessage<?> event) throws Exception {
        CompletableFuture<Long> stored = new CompletableFuture<>();
        PekkoEvent bytes =
                new PekkoEvent(
                        event.getPayloadType().getSimpleName(),
                        event.serializePayload(serializer, byte[].class).getData(),
                        event.serializeMetaData(serializer, byte[].class).getData());
        actor.tell(new PekkoStream.Append(bytes, stored), ActorRef.noSender());
        stored.get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
