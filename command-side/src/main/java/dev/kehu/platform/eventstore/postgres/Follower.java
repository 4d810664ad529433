package dev.kehu.platform.eventstore.postgres;

import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.postgres.Backoff;
import dev.kehu.platform.postgres.PostgresDatabase;
import dev.kehu.platform.trace.Trace;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Hears on a connection of its own what other nodes have appended, and reads it. A notification
 * carries the first and last position of a group; they come after the commit and in its order. The
 * look at the head after a quiet while, and after each new connection, is the net under them.
 */
final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final int PAGE = 1000;
    private static final String HEAD = "SELECT max(position) FROM kehu.event";

    private final PostgresDatabase database;
    private final PostgresReaders readers;
    private final IntSupplier ownBackend;
    private final Consumer<List<StoredEvent>> others;
    private final Thread thread = new Thread(this::run, "event-listener");
    private volatile @Nullable Connection connection;
    private final AtomicLong doubted = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean closed;
    private long heard;

    /**
     * @param heard everything up to there is known already
     */
    Follower(
            PostgresDatabase database,
            PostgresReaders readers,
            IntSupplier ownBackend,
            long heard,
            Consumer<List<StoredEvent>> others) {
        this.database = database;
        this.readers = readers;
        this.ownBackend = ownBackend;
        this.heard = heard;
        this.others = others;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        Backoff backoff = new Backoff();
        while (!closed) {
            try (Connection own = database.forReading()) {
                connection = own;
                PostgresDatabase.execute(own, "LISTEN kehu_event");
                listen(own, backoff);
            } catch (SQLException | RuntimeException | Error e) { // it has to go on
                if (!closed) {
                    LOG.warn("Other nodes are not heard, trying again: {}", Trace.classes(e));
                    LockSupport.parkNanos(backoff.failed());
                }
            }
        }
    }

    private void listen(Connection own, Backoff backoff) throws SQLException {
        PGConnection wire = own.unwrap(PGConnection.class);
        int poll = (int) database.limits().poll().toMillis();
        reach(PostgresDatabase.number(own, HEAD));
        backoff.worked();
        while (!closed) {
            PGNotification[] news = wire.getNotifications(poll);
            if (news == null || news.length == 0) {
                reach(PostgresDatabase.number(own, HEAD));
                continue;
            }
            for (PGNotification one : news) {
                hear(one);
            }
        }
    }

    private void hear(PGNotification news) {
        String[] range = news.getParameter().split(" ");
        long first = Long.parseLong(range[0]);
        long last = Long.parseLong(range[1]);
        if (first == heard + 1 && news.getPID() == ownBackend.getAsInt()) {
            heard = last;
        } else {
            reach(last);
        }
    }

    /**
     * The node may not know what it appended itself behind this position: an answer was lost, and
     * the notification was taken for that of an append whose answer had come. All is told again.
     */
    void doubt(long behind) {
        doubted.accumulateAndGet(behind, Math::min);
    }

    /** Tells all that was not heard up to a position. */
    private void reach(long position) {
        heard = Math.min(heard, doubted.getAndSet(Long.MAX_VALUE));
        while (heard < position && !closed) {
            List<StoredEvent> page = readers.page(heard, PAGE, PostgresEventLog.PAGE_BYTES);
            if (page.isEmpty()) {
                return;
            }
            others.accept(page);
            heard = page.getLast().position();
        }
    }

    @Override
    public void close() {
        closed = true;
        Connection own = connection;
        if (own != null) {
            PostgresDatabase.closeQuietly(() -> own.abort(Runnable::run));
        }
        LockSupport.unpark(thread);
    }
}
