package dev.kehu.platform.viewstore.wire;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets in only connections made by our own user, asked once per connection. The kernel's table of
 * sockets says whose they are; where there is no such table (anything but Linux) every local user
 * is let in, and the file's permissions protect nothing against a local connection.
 */
final class Peers {
    private static final Logger log = LoggerFactory.getLogger(Peers.class);
    private static final AttributeKey<Boolean> OURS = AttributeKey.valueOf("kehu.peer.ours");

    private final List<Path> tables;
    private final Path self;

    Peers(Path proc) {
        this.self = proc.resolve("self");
        this.tables = List.of(self.resolve("net/tcp"), self.resolve("net/tcp6"));
    }

    void check(Channel channel) {
        if (channel.hasAttr(OURS)) {
            return;
        }
        if (!isOurs(
                (InetSocketAddress) channel.remoteAddress(),
                (InetSocketAddress) channel.localAddress())) {
            log.warn("Refused a connection to the view store: it is not of this user");
            channel.close();
            throw WireError.unauthorized("this server answers its own user only");
        }
        channel.attr(OURS).set(true);
    }

    boolean isOurs(InetSocketAddress peer, InetSocketAddress server) {
        if (tables.stream().noneMatch(Files::isReadable)) {
            return true;
        }
        try {
            String uid = Files.getAttribute(self, "unix:uid").toString();
            for (Path table : tables) {
                if (holds(table, SocketRow.of(peer, server), uid)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean holds(Path table, SocketRow wanted, String uid) throws IOException {
        if (!Files.isReadable(table)) {
            return false;
        }
        try (Stream<String> rows = Files.lines(table)) {
            return rows.skip(1)
                    .filter(row -> !row.isBlank())
                    .map(SocketRow::parse)
                    .anyMatch(row -> row.uid().equals(uid) && row.sameEnds(wanted));
        }
    }
}
