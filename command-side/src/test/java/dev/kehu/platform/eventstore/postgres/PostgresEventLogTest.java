package dev.kehu.platform.eventstore.postgres;

import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.EventLogConformance;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

class PostgresEventLogTest extends EventLogConformance {
    private static final Map<Path, TestDatabase> DATABASES = new ConcurrentHashMap<>();

    @Override
    protected EventLog in(Path directory, Clock clock) {
        return DATABASES.computeIfAbsent(directory, d -> TestDatabase.make()).log(clock);
    }
}
