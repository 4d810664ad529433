package dev.kehu.platform.eventstore.axonserver;

import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.EventLogConformance;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The kit against the scripted server, over a real connection. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the servers of these tests")
class AxonServerEventLogTest extends EventLogConformance {
    private static final Map<Path, ScriptedServer> SERVERS = new HashMap<>();

    private Optional<AxonServerEventLog> first = Optional.empty();

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(ScriptedServer::close);
    }

    /** A log beside one that is open is another Kehu's, with a companion of its own. */
    @Override
    protected EventLog in(Path directory, Clock clock) {
        boolean another = first.isPresent() && first.get().isOpen();
        AxonServerEventLog log =
                new AxonServerEventLog(
                        OpenLog.address(
                                SERVERS.computeIfAbsent(directory, d -> new ScriptedServer())),
                        directory.resolve(another ? "another.db" : "companion.db"),
                        clock);
        first = Optional.of(first.filter(AxonServerEventLog::isOpen).orElse(log));
        return log;
    }

    @Override
    protected boolean keepsTheOrderOfAGroup() {
        return false;
    }

    @Override
    protected int largestEvent() {
        return Appends.MAX_EVENT_BYTES;
    }

    @Override
    protected Optional<String> refusalOfHeadsOnlyRead() {
        return Optional.of("axonserver.head-only-read");
    }
}
