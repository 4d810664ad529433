package dev.kehu.platform.viewstore.embedded;

import de.bwaldvogel.mongo.MongoServer;

import org.h2.mvstore.MVStore;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Answers the portable subset of Mongo's wire protocol on 127.0.0.1, at a port the system chooses,
 * over an open store that it does not close. It knows no passwords; see {@link Peers} for who is
 * let in.
 */
final class EmbeddedServer implements AutoCloseable {
    private final Catalogue catalogue;
    private final MongoServer server;
    private final InetSocketAddress address;

    EmbeddedServer(MVStore store) {
        catalogue = new Catalogue(store);
        Peers peers = new Peers(Path.of("/proc"));
        server = new MongoServer(new Wire(store, new Commands(catalogue), peers));
        int workers = Math.max(2, Runtime.getRuntime().availableProcessors());
        server.bind(new InetSocketAddress("127.0.0.1", 0), 1, workers);
        address = server.getLocalAddress();
    }

    String uri() {
        return "mongodb://127.0.0.1:" + address.getPort() + "/?directConnection=true";
    }

    long examined() {
        return catalogue.examined();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
