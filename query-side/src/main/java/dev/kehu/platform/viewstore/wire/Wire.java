package dev.kehu.platform.viewstore.wire;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;

import io.netty.channel.Channel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What a driver talks to. Every failure becomes an answer here, because the library would log the
 * whole request, with the document in it.
 */
final class Wire implements MongoBackend {
    private static final Logger log = LoggerFactory.getLogger(Wire.class);

    /** MongoDB 4.4; drivers of today ask for 8 (4.2), the next ones for 9. */
    private static final int WIRE_VERSION = 9;

    private static final int MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
    private static final int MAX_MESSAGE_BYTES = 48_000_000;
    private static final int MAX_OPERATIONS = 100_000;

    private final StoredCollections documents;
    private final Commands commands;
    private final Peers peers;

    Wire(StoredCollections documents, Commands commands, Peers peers) {
        this.documents = documents;
        this.commands = commands;
        this.peers = peers;
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        Document request = message.getDocument();
        String command = request.keySet().iterator().next();
        return handleCommand(message.getChannel(), message.getDatabaseName(), command, request);
    }

    @Override
    public Document handleCommand(
            Channel channel, String database, String command, Document request) {
        try {
            peers.check(channel);
            return answer(database, command, request);
        } catch (WireError e) {
            return Commands.error(e).append("ok", 0.0);
        } catch (RuntimeException e) {
            log.error("The view store failed at {}: {}", command, e.getClass().getName());
            WireError failed = WireError.storeFailed(e.getClass().getSimpleName());
            return Commands.error(failed).append("ok", 0.0);
        }
    }

    private Document answer(String database, String command, Document request) {
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "hello", "ismaster" -> hello();
            case "buildinfo" -> Commands.ok().append("version", "4.4.0");
            case "ping", "endsessions" -> Commands.ok();
            default -> run(database, command, request);
        };
    }

    private static Document hello() {
        return Commands.ok()
                .append("ismaster", true)
                .append("isWritablePrimary", true)
                .append("helloOk", true)
                .append("readOnly", false)
                .append("minWireVersion", 0)
                .append("maxWireVersion", WIRE_VERSION)
                .append("maxBsonObjectSize", MAX_DOCUMENT_BYTES)
                .append("maxMessageSizeBytes", MAX_MESSAGE_BYTES)
                .append("maxWriteBatchSize", MAX_OPERATIONS);
    }

    private Document run(String database, String command, Document request) {
        return documents.within(() -> commands.run(database, command, request));
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return new QueryResult(); // the old query message; only its handshake is answered
    }

    @Override
    public Document getServerStatus() {
        return Commands.ok();
    }

    @Override
    public void handleClose(Channel channel) {}

    @Override
    public void close() {}

    @Override
    public void closeCursors(List<Long> ids) {}

    @Override
    public Collection<Document> getCurrentOperations(MongoQuery query) {
        return List.of();
    }

    @Override
    public void dropDatabase(String database) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Clock getClock() {
        return Clock.systemUTC();
    }

    @Override
    public void enableOplog() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void disableOplog() {}

    @Override
    public MongoDatabase resolveDatabase(String database) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MongoBackend version(MongoVersion version) {
        return this;
    }
}
