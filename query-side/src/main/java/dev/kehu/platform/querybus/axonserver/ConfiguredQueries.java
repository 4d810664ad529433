package dev.kehu.platform.querybus.axonserver;

import org.axonframework.queryhandling.QueryBus;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** The way queries take, as {@code kehu.axonserver.buses} says. */
public final class ConfiguredQueries {
    private static final String CONNECTOR =
            "org.axonframework.axonserver.connector.query.AxonServerQueryBus";

    private ConfiguredQueries() {}

    /** Where something is missing for it, the write side refuses the start and says what. */
    public static QueryBus of(Environment settings, QueryBus here) {
        boolean asked =
                settings.getProperty("kehu.axonserver.buses", Boolean.class, false)
                        && settings.getProperty("kehu.store", "").equals("axonserver");
        return asked && ClassUtils.isPresent(CONNECTOR, QueryBus.class.getClassLoader())
                ? new SentQueries(
                        here,
                        new ServerQueries(here, QuerySettings.of(settings)),
                        SentQueries.PATIENCE)
                : here;
    }
}
