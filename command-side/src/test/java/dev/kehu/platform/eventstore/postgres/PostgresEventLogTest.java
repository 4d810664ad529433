package dev.kehu.platform.eventstore.postgres;

import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.EventLogConformance;

import org.junit.jupiter.api.AfterEach;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

class PostgresEventLogTest extends EventLogConformance {
    private static final Map<Path, TestDatabase> DATABASES = new ConcurrentHashMap<>();

    @AfterEach
    void drop() {
        DATABASES.values().forEach(TestDatabase::close);
        DATABASES.clear();
    }

    @Override
    protected EventLog in(Path directory, Clock clock) {
        return DATABASES.computeIfAbsent(directory, d -> TestDatabase.make()).log(clock);
    }
}
