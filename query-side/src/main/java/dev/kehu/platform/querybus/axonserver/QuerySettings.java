package dev.kehu.platform.querybus.axonserver;

import org.springframework.core.env.Environment;

/**
 * Where the server is, and who asks: the same settings as the events'.
 *
 * @param servers {@code HOST:PORT}, separated by commas
 * @param token empty where access control is off
 */
record QuerySettings(
        String servers, String context, String component, String client, String token) {
    static QuerySettings of(Environment settings) {
        return new QuerySettings(
                settings.getProperty("kehu.axonserver.servers", "").replace(" ", ""),
                settings.getProperty("kehu.axonserver.context", "default"),
                settings.getProperty("kehu.axonserver.component", "kehu"),
                settings.getProperty(
                        "kehu.axonserver.client", "kehu-" + ProcessHandle.current().pid()),
                settings.getProperty("kehu.axonserver.token", ""));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return servers + ", context " + context;
    }
}
