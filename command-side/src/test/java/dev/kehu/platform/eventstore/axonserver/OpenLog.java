package dev.kehu.platform.eventstore.axonserver;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.Draft;
import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.eventstore.EventLog.Outcome;
import dev.kehu.platform.eventstore.StoredEvent;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log on a scripted server, with limits a test can wait for. */
record OpenLog(AxonServerEventLog log, Drafts drafts, List<StoredEvent> told)
        implements AutoCloseable {
    static final Limits LIMITS =
            new Limits(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(20),
                    Duration.ofMillis(50),
                    8);

    /** For what must end in not knowing. */
    static final Limits IMPATIENT =
            new Limits(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(200),
                    Duration.ofMillis(300),
                    Duration.ofMillis(50),
                    8);

    static Address address(ScriptedServer server) {
        return new Address(
                List.of("127.0.0.1:" + server.port()), "default", "kehu", "kehu-1", server.token());
    }

    static OpenLog on(ScriptedServer server, Path companion, long seed, Limits limits) {
        var log = new AxonServerEventLog(address(server), companion, Clock.systemUTC(), limits);
        List<StoredEvent> told = new CopyOnWriteArrayList<>();
        log.open();
        log.follow(told::addAll);
        return new OpenLog(log, new Drafts(seed), told);
    }

    Outcome write(Draft... drafts) {
        return log.write(List.of(Drafts.member(drafts))).getFirst();
    }

    Outcome write(Append append) {
        return log.write(List.of(append)).getFirst();
    }

    CompletableFuture<Outcome> writing(Draft... drafts) {
        return CompletableFuture.supplyAsync(() -> write(drafts), Thread::startVirtualThread);
    }

    Draft draft(String stream, long seq) {
        return drafts.of(stream, seq);
    }

    @Override
    public void close() {
        log.close();
    }
}
