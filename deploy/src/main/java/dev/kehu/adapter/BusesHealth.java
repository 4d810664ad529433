package dev.kehu.adapter;

import dev.kehu.platform.commandbus.axonserver.SentCommands;
import dev.kehu.platform.querybus.axonserver.SentQueries;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.queryhandling.QueryBus;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Says which ways through Axon Server are open, and is well without them: queries are answered here
 * then, and that commands find no way is said by the store's health, which shares their server.
 */
@Component
@ConditionalOnProperty("kehu.axonserver.buses")
class BusesHealth implements HealthIndicator {
    private final Map<String, BooleanSupplier> ways;

    @Autowired
    BusesHealth(CommandBus commands, QueryBus queries) {
        this(ways(commands, queries));
    }

    BusesHealth(Map<String, BooleanSupplier> ways) {
        this.ways = ways;
    }

    private static Map<String, BooleanSupplier> ways(CommandBus commands, QueryBus queries) {
        Map<String, BooleanSupplier> ways = new TreeMap<>();
        if (commands instanceof SentCommands sent) {
            ways.put("commands", sent::connected);
        }
        if (queries instanceof SentQueries sent) {
            ways.put("queries", sent::connected);
        }
        return ways;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        ways.forEach(
                (way, open) -> health.withDetail(way, open.getAsBoolean() ? "connected" : "away"));
        return health.build();
    }
}
