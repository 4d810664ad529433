package dev.kehu.platform.writeside;

import dev.kehu.platform.commandbus.axonserver.ServerBus;

import org.axonframework.commandhandling.CommandBus;
import org.springframework.core.env.Environment;

/** The way commands take, as {@code kehu.axonserver.buses} says. */
final class ConfiguredBus {
    private static final String BUSES = "kehu.axonserver.buses";

    private ConfiguredBus() {}

    /**
     * @throws IllegalStateException when events are kept elsewhere: then nothing says that two
     *     processes share them
     */
    static CommandBus of(Environment settings, CommandBus here) {
        if (!settings.getProperty(BUSES, Boolean.class, false)) {
            return here;
        }
        if (!settings.getProperty("kehu.store", "").equals("axonserver")) {
            throw new IllegalStateException(BUSES + " needs kehu.store=axonserver");
        }
        ConfiguredLog.refuseMissingConnector();
        return ServerBus.over(here, ConfiguredLog.address(settings));
    }
}
