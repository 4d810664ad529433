package dev.kehu.platform.viewstore.wire;

import de.bwaldvogel.mongo.MongoServer;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Answers the portable subset of Mongo's wire protocol on 127.0.0.1, over collections of an open
 * store. It knows no passwords: on Linux it lets in only connections that the kernel says are of
 * its own user, elsewhere every local user.
 */
public final class EmbeddedServer implements AutoCloseable {
    private final StoredCollections documents;
    private final MongoServer server;
    private final InetSocketAddress address;
    private final boolean writable;

    /**
     * @param port 0 for one the system chooses
     * @param writable whether clients may write, too
     */
    public EmbeddedServer(StoredCollections documents, int port, boolean writable) {
        this(documents, port, writable, new Peers(Path.of("/proc")));
    }

    EmbeddedServer(StoredCollections documents, int port, boolean writable, Peers peers) {
        this.documents = documents;
        this.writable = writable;
        Commands commands = new Commands(documents.catalogue(), writable);
        server = new MongoServer(new Wire(documents, commands, peers));
        int workers = Math.max(2, Runtime.getRuntime().availableProcessors());
        server.bind(new InetSocketAddress("127.0.0.1", port), 1, workers);
        address = server.getLocalAddress();
    }

    /** Another one at the same address once this one is closed. */
    public EmbeddedServer over(StoredCollections others) {
        return new EmbeddedServer(others, address.getPort(), writable);
    }

    /** Good for this machine only. */
    public String uri() {
        return "mongodb://127.0.0.1:" + address.getPort() + "/?directConnection=true";
    }

    /** Documents read so far to answer anything. */
    public long examined() {
        return documents.examined();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
