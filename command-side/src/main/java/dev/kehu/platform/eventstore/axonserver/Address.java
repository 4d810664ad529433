package dev.kehu.platform.eventstore.axonserver;

import java.util.List;

/**
 * Where the server is, and who asks.
 *
 * @param servers {@code HOST} or {@code HOST:PORT}
 * @param token empty where access control is off
 */
public record Address(
        List<String> servers, String context, String component, String client, String token) {
    /** The connector's advert would stand between answers on standard output. */
    public static final String BANNER_OFF = "axon.axonserver.suppressDownloadMessage";

    /** Without the token. */
    @Override
    public String toString() {
        return String.join(",", servers) + ", context " + context;
    }
}
