package dev.kehu.bench;

import dev.kehu.bench.postgres.EmbeddedServer;
import dev.kehu.bench.postgres.PostgresServer;
import dev.kehu.bench.round.Scratch;
import dev.kehu.bench.round.Ticker;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.sql.SQLException;

/** The PostgreSQL server of a run, if it has one. */
record Servers(@Nullable EmbeddedServer started, @Nullable PostgresServer postgres)
        implements AutoCloseable {
    static Servers of(Options options, Scratch scratch, Ticker ticker)
            throws IOException, SQLException {
        if (options.postgres().isEmpty()) {
            return new Servers(null, null);
        }
        EmbeddedServer started = null;
        if (options.postgres().equals(Options.EMBEDDED)) {
            ticker.on("starting PostgreSQL");
            started =
                    EmbeddedServer.start(
                            scratch.directory("postgres"),
                            options.size() == Options.Size.LARGE
                                    ? EmbeddedServer.LONG_HISTORY
                                    : "");
        }
        PostgresServer postgres =
                PostgresServer.at(started == null ? options.postgres() : started.url());
        Servers servers = new Servers(started, postgres);
        try {
            ticker.say("PostgreSQL " + postgres.check());
            return servers;
        } catch (SQLException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            if (postgres != null) {
                postgres.close();
            }
        } finally {
            if (started != null) {
                started.close();
            }
        }
    }
}
