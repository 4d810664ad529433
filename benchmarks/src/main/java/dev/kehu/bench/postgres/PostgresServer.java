package dev.kehu.bench.postgres;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A server with a role that may make databases. A run uses only those it made, so nothing that is
 * there is touched; they are dropped at the end.
 */
public final class PostgresServer implements AutoCloseable {
    private static final int PORT = 5432;

    private final String address;
    private final String database;
    private final String user;
    private final String password;
    private final List<String> made = new ArrayList<>();

    private PostgresServer(String address, String database, String user, String password) {
        this.address = address;
        this.database = database;
        this.user = user;
        this.password = password;
    }

    /**
     * @param url {@code postgresql://user:password@host:port/database}, also with {@code jdbc:}
     *     before it, or user and password in the query as the driver takes them
     * @throws IllegalArgumentException when it is no such URL
     */
    public static PostgresServer at(String url) {
        URI uri;
        try {
            uri = new URI(url.replaceFirst("^jdbc:", ""));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no URL", e);
        }
        boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        if (!known || uri.getHost() == null) {
            throw new IllegalArgumentException("no URL of a PostgreSQL server");
        }
        String[] login = (uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo()).split(":", 2);
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        return new PostgresServer(
                uri.getHost() + ":" + (uri.getPort() < 0 ? PORT : uri.getPort()),
                path.isEmpty() ? "postgres" : path,
                text(login[0].isEmpty() ? parameter(uri, "user") : login[0]),
                text(login.length > 1 ? login[1] : parameter(uri, "password")));
    }

    private static String parameter(URI uri, String name) {
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return "";
    }

    private static String text(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * Refuses a server whose acknowledgements mean nothing: then there is nothing to compare.
     *
     * @return its version
     */
    public String check() throws SQLException {
        try (Connection connection = administration();
                Statement statement = connection.createStatement()) {
            for (String setting : List.of("fsync", "synchronous_commit")) {
                if (one(statement, "SHOW " + setting).equals("off")) {
                    throw new IllegalStateException(
                            "The PostgreSQL server runs with "
                                    + setting
                                    + " off; turn it on, or nothing is durable");
                }
            }
            return one(statement, "SHOW server_version");
        }
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** An empty database. */
    public Database newDatabase() throws SQLException {
        String name = "kehu_bench_" + UUID.randomUUID().toString().replace("-", "");
        administer("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
        made.add(name);
        return new Database(url(name), user, password);
    }

    private String url(String name) {
        return "jdbc:postgresql://" + address + "/" + name + "?ApplicationName=kehu-bench";
    }

    private Connection administration() throws SQLException {
        return DriverManager.getConnection(url(database), user, password);
    }

    private void administer(String sql) throws SQLException {
        try (Connection connection = administration();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        for (String name : made) {
            administer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        }
        made.clear();
    }
}
