package dev.kehu.platform.postgres;

import dev.kehu.platform.trace.Trace;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/**
 * Where the database is and who speaks to it. Connections go straight to the server: a pooler that
 * gives each transaction another session breaks notifications and prepared statements.
 *
 * @param url {@code jdbc:postgresql://host:port/database?…}
 * @param running the role that reads and appends
 */
public record PostgresDatabase(String url, Account running, Limits limits) {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);
    private static final int SLOWER_READS = 5;
    private static final Duration FOR_EVER = Duration.ZERO; // as the server reads it

    /** Of those settings that this server knows: the last one came with version 17. */
    private static final String SETTINGS =
            """
            SELECT set_config(s.name, v.value, false)
              FROM (VALUES ('lock_timeout', ?), ('statement_timeout', ?),
                           ('idle_in_transaction_session_timeout', ?), ('transaction_timeout', ?),
                           ('default_transaction_read_only', ?)) v(name, value)
              JOIN pg_catalog.pg_settings s USING (name)\
            """;

    /** A server may wait for more than its own disk, but never for less. */
    private static final String DURABLE =
            """
            SELECT set_config('synchronous_commit', 'on', false)
             WHERE current_setting('synchronous_commit') IN ('off')\
            """;

    /** Whom a session belongs to, for those who look at the server. */
    private static final String NAME = "kehu " + ProcessHandle.current().pid() + "@" + host();

    /** The server misses a machine that vanished soon, but a session that asks nothing never. */
    private static final String LASTING =
            """
            SELECT set_config(s.name, v.value, false)
              FROM (VALUES ('idle_session_timeout', '0'), ('tcp_keepalives_idle', '10'),
                           ('tcp_keepalives_interval', '5'),
                           ('tcp_keepalives_count', '3')) v(name, value)
              JOIN pg_catalog.pg_settings s USING (name)\
            """;

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    public Connection forWriting() throws SQLException {
        Connection connection = connect(running);
        return prepared(connection, limits.statement(), false);
    }

    public Connection forReading() throws SQLException {
        Connection connection = connect(running);
        return prepared(connection, limits.statement().multipliedBy(SLOWER_READS), true);
    }

    /**
     * For steps that may take long, but not for ever either.
     *
     * @param patience how many times as long as an append a step may take
     */
    public Connection forOwner(Account owner, int patience) throws SQLException {
        Connection connection = connect(owner);
        return prepared(connection, limits.statement().multipliedBy(patience), false);
    }

    /**
     * For transactions on the tables of a schema, which may stand still while their thread is busy
     * with something else: nobody else waits for them.
     */
    public Connection forState(String schema) throws SQLException {
        Connection connection = prepared(connect(running), limits.statement(), FOR_EVER, false);
        try {
            connection.setSchema(schema);
            return connection;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** For a lock that lasts as long as the session. */
    public Connection forHolding(Account account) throws SQLException {
        Connection connection = prepared(connect(account), limits.statement(), false);
        try {
            lasting(connection);
            return connection;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** Not ended because it is quiet, but soon when its machine is gone: for one with a lock. */
    public static void lasting(Connection connection) throws SQLException {
        text(connection, LASTING);
    }

    public IllegalStateException cannotBeOpened(SQLException e) {
        return new IllegalStateException(
                "The database cannot be opened: "
                        + String.valueOf(e.getMessage()).replace(url, "kehu.postgres.url"),
                e);
    }

    private Connection connect(Account account) throws SQLException {
        Properties settings = new Properties();
        if (!account.user().isEmpty()) {
            settings.setProperty("user", account.user());
            settings.setProperty("password", account.password());
        }
        settings.setProperty("ApplicationName", NAME);
        settings.setProperty("connectTimeout", seconds(limits.connect()));
        settings.setProperty("loginTimeout", seconds(limits.connect().multipliedBy(2)));
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("prepareThreshold", "1");
        settings.setProperty("logServerErrorDetail", "false"); // it quotes rows
        return DriverManager.getConnection(url, settings);
    }

    private static String seconds(Duration duration) {
        return String.valueOf(Math.max(1, duration.toSeconds()));
    }

    private Connection prepared(Connection connection, Duration statement, boolean readOnly)
            throws SQLException {
        return prepared(connection, statement, limits.idle(), readOnly);
    }

    /** Nothing stays open when it cannot be prepared. */
    private Connection prepared(
            Connection connection, Duration statement, Duration idle, boolean readOnly)
            throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(SETTINGS)) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setNetworkTimeout(
                    Runnable::run,
                    (int) limits.reply().plus(statement).minus(limits.statement()).toMillis());
            set.setString(1, millis(limits.lock()));
            set.setString(2, millis(statement));
            set.setString(3, millis(idle));
            set.setString(4, millis(idle.isZero() ? idle : statement.plus(idle)));
            set.setString(5, readOnly ? "on" : "off");
            set.executeQuery().close();
            execute(connection, DURABLE);
            return connection;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }

    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public static String text(Connection connection, String sql, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                String text = rows.next() ? rows.getString(1) : null;
                return text == null ? "" : text;
            }
        }
    }

    public static long number(Connection connection, String sql) throws SQLException {
        String text = text(connection, sql);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    public static void closeQuietly(AutoCloseable connection) {
        try {
            connection.close();
        } catch (Exception e) {
            LOG.debug("A connection did not close: {}", Trace.classes(e));
        }
    }
}
