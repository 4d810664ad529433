package dev.kehu.platform.viewstore.wire;

import de.bwaldvogel.mongo.MongoServer;

import org.h2.mvstore.MVStore;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Answers the portable subset of Mongo's wire protocol on 127.0.0.1, at a port the system chooses,
 * over an open store that it does not close. It knows no passwords: on Linux it lets in only
 * connections that the kernel says are of its own user, elsewhere every local user.
 */
public final class EmbeddedServer implements AutoCloseable {
    private final Catalogue catalogue;
    private final MongoServer server;
    private final InetSocketAddress address;

    public EmbeddedServer(MVStore store) {
        this(store, new Peers(Path.of("/proc")));
    }

    EmbeddedServer(MVStore store, Peers peers) {
        catalogue = new Catalogue(store);
        server = new MongoServer(new Wire(store, new Commands(catalogue), peers));
        int workers = Math.max(2, Runtime.getRuntime().availableProcessors());
        server.bind(new InetSocketAddress("127.0.0.1", 0), 1, workers);
        address = server.getLocalAddress();
    }

    /** Good for this machine only. */
    public String uri() {
        return "mongodb://127.0.0.1:" + address.getPort() + "/?directConnection=true";
    }

    /** Documents read so far to answer anything. */
    public long examined() {
        return catalogue.examined();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
