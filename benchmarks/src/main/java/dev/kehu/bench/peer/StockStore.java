package dev.kehu.bench.peer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import dev.kehu.bench.postgres.Database;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Stock Axon: its JDBC engine and embedded event store over a database, with a pool and Spring
 * transactions as its users have them, everything else at its defaults. Events are stored in clear
 * by the stock Jackson serializer.
 */
public final class StockStore implements AutoCloseable {
    private static final int POSTGRES_POOL = 32;

    private final HikariDataSource pool;
    private final Serializer serializer = Jackson3Serializer.builder().build();
    private final TransactionManager transactions;
    private final JdbcEventStorageEngine engine;
    private final EmbeddedEventStore store;

    private StockStore(HikariConfig config, String table) throws SQLException {
        pool = new HikariDataSource(config);
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            for (String sql : table.split(";")) {
                statement.execute(sql);
            }
        }
        transactions = new SpringTransactionManager(new DataSourceTransactionManager(pool));
        engine =
                JdbcEventStorageEngine.builder()
                        .connectionProvider(new SpringDataSourceConnectionProvider(pool))
                        .transactionManager(transactions)
                        .eventSerializer(serializer)
                        .snapshotSerializer(serializer)
                        .persistenceExceptionResolver(
                                e ->
                                        e instanceof SQLException sql
                                                && String.valueOf(sql.getSQLState())
                                                        .startsWith("23"))
                        .build();
        store = EmbeddedEventStore.builder().storageEngine(engine).build();
    }

    /**
     * On an H2 file that writes at once (it does not force the disk), tables as Axon makes them.
     */
    public static StockStore h2(Path directory) throws SQLException {
        return h2(directory.resolve("stock"), StockTables.H2);
    }

    /** The same with the column types that suit H2 best. */
    public static StockStore tunedH2(Path directory) throws SQLException {
        return h2(directory.resolve("tuned"), StockTables.H2_TUNED);
    }

    private static StockStore h2(Path file, String tables) throws SQLException {
        return new StockStore(usual("jdbc:h2:file:" + file + ";WRITE_DELAY=0"), tables);
    }

    /** On SQLite with a write-ahead log that is forced to the disk at each commit. */
    public static StockStore sqlite(Path directory) throws SQLException {
        return new StockStore(
                usual(
                        "jdbc:sqlite:"
                                + directory.resolve("stock.db")
                                + "?journal_mode=WAL&synchronous=FULL&transaction_mode=IMMEDIATE&busy_timeout=20000"),
                StockTables.SQLITE);
    }

    /** On PostgreSQL, with a larger pool and batches joined to statements of many rows. */
    public static StockStore postgres(Database database) throws SQLException {
        HikariConfig config = usual(database.rewritingUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(POSTGRES_POOL);
        return new StockStore(config, StockTables.POSTGRES);
    }

    private static HikariConfig usual(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        return config;
    }

    /** Publishes one event in a transaction of its own. */
    public void publish(EventMessage<?> event) {
        transactions.executeInTransaction(() -> store.publish(event));
    }

    /** Appends many events in one transaction; to fill a store. */
    public void fill(List<? extends EventMessage<?>> events) {
        transactions.executeInTransaction(() -> engine.appendEvents(events));
    }

    /** Replays everything, decoded; answers the number of events. */
    public long scan() {
        try (Stream<? extends TrackedEventMessage<?>> events = engine.readEvents(null, false)) {
            return events.filter(event -> event.getPayload() != null).count();
        }
    }

    /** Loads a stream as a repository does without a cache; answers the number of events. */
    public int load(String stream) {
        var events = store.readEvents(stream);
        int count = 0;
        while (events.hasNext()) {
            Objects.requireNonNull(events.next().getPayload());
            count++;
        }
        return count;
    }

    /** Payload and metadata of all events as stored, bytes. */
    public double storedBytes() throws SQLException {
        return number(
                "SELECT sum(octet_length(payload)+octet_length(metaData)) FROM DomainEventEntry");
    }

    private double number(String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getDouble(1);
        }
    }

    /** Table and indexes in PostgreSQL, bytes. */
    public double bytesInPostgres() throws SQLException {
        return number("SELECT pg_total_relation_size('domainevententry')");
    }

    ConnectionProvider connections() {
        return new SpringDataSourceConnectionProvider(pool);
    }

    public EmbeddedEventStore store() {
        return store;
    }

    public TransactionManager transactions() {
        return transactions;
    }

    public Serializer serializer() {
        return serializer;
    }

    @Override
    public void close() {
        store.shutDown();
        pool.close();
    }
}
