package dev.kehu.platform.eventstore.axonserver;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.StoredEvent;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The events in a context of Axon Server that nobody else writes to. The server says what is
 * recorded and in which order; everything is read from the companion database, which the tail keeps
 * up, and an append is reported stored once it is there too.
 */
public final class AxonServerEventLog implements EventLog {
    private static final int PAGE = 1000;

    private final Address address;
    private final Limits limits;
    private final Clock clock;
    private final Companion companion;
    private final Awaited awaited = new Awaited();
    private final Object telling = new Object();
    private volatile @Nullable Running running;
    private Consumer<List<StoredEvent>> others = events -> {};
    private long told;
    private boolean begun;

    /**
     * @param file of the companion database
     */
    public AxonServerEventLog(Address address, Path file, Clock clock) {
        this(address, file, clock, Limits.USUAL);
    }

    AxonServerEventLog(Address address, Path file, Clock clock, Limits limits) {
        this.address = address;
        this.limits = limits;
        this.clock = clock;
        this.companion = new Companion(file, clock);
    }

    private record Running(Server server, TokenTail tail, Appends appends, Group group) {}

    @Override
    public synchronized long open() {
        Running current = started();
        catchUp(current.tail());
        synchronized (telling) {
            if (!begun) {
                begun = true;
                told = companion.head();
            }
            return companion.head();
        }
    }

    /** A long history may take long, as long as it comes. */
    private void catchUp(TokenTail tail) {
        for (long before = -1; companion.head() > before; ) {
            before = companion.head();
            if (tail.catchUp(System.nanoTime() + limits.patience().toNanos())) {
                return;
            }
        }
        Broken broken = tail.broken();
        throw broken == null ? TokenTail.away() : broken.atStart();
    }

    private Running started() {
        Running current = running;
        if (current == null) {
            Probe.look(address, limits);
            companion.open();
            current = connected();
            running = current;
        }
        return current;
    }

    private Running connected() {
        Server server = new Server(address, limits);
        TokenTail tail = new TokenTail(server, companion, limits, this::taken);
        try {
            tail.takeName();
            tail.refuseOtherHistory();
        } catch (RuntimeException e) {
            server.close();
            companion.close();
            throw e instanceof Broken broken ? broken.atStart() : e;
        }
        Appends appends = new Appends(server, tail, awaited, companion, limits, clock);
        tail.start();
        return new Running(server, tail, appends, new Group(limits.atOnce(), appends::run));
    }

    /** Asks the server: a directory without a companion may belong to a long history. */
    @Override
    public synchronized boolean untouched() {
        return started().server().lastToken() < 1;
    }

    synchronized boolean isOpen() {
        return running != null;
    }

    private Running opened() {
        Running current = running;
        if (current == null) {
            throw new IllegalStateException("The event log is not open");
        }
        return current;
    }

    private void taken(List<StoredEvent> events) {
        synchronized (telling) {
            others.accept(events);
        }
        awaited.came(events);
    }

    @Override
    public void follow(Consumer<List<StoredEvent>> consumer) {
        synchronized (telling) {
            for (List<StoredEvent> page = readAfter(told, PAGE);
                    !page.isEmpty();
                    page = readAfter(told, PAGE)) {
                consumer.accept(page);
                told = page.getLast().position();
            }
            others = consumer;
        }
    }

    @Override
    public List<Outcome> write(List<Append> group) {
        Running current = opened();
        if (!current.tail().following()) {
            throw current.tail().unavailable();
        }
        name(current);
        return current.group().run(group);
    }

    /** The first event says whose the context is; it is written before any other. */
    private void name(Running current) {
        TokenTail tail = current.tail();
        if (tail.named()) {
            return;
        }
        try {
            current.server()
                    .append(List.of(Entry.naming(UUID.randomUUID(), storeId(), clock.millis())));
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            if (!Server.taken(e)) {
                throw tail.unavailable();
            }
        }
        if (!tail.await(tail::named, System.nanoTime() + limits.patience().toNanos())) {
            throw tail.unavailable();
        }
    }

    @Override
    public String storeId() {
        return companion.log().storeId();
    }

    @Override
    public void adopt(String id) {
        if (opened().tail().named() && !id.equals(storeId())) {
            throw new IllegalStateException("A context that has a name keeps it; use an empty one");
        }
        companion.log().adopt(id);
    }

    @Override
    public void importAll(List<StoredEvent> events, long head) {
        EventLog.refuseHoles(events, head);
        Running current = opened();
        if (!current.tail().catchUp(System.nanoTime() + limits.patience().toNanos())) {
            throw current.tail().unavailable();
        }
        companion.refuseUnfit(events, head);
        if (!events.isEmpty()) {
            name(current);
            current.appends().take(events);
        }
    }

    @Override
    public List<StoredEvent> readAfter(long position, int limit) {
        return companion.log().readAfter(position, limit);
    }

    @Override
    public List<byte[]> leaves(long position, int limit) {
        return companion.log().leaves(position, limit);
    }

    @Override
    public List<StoredEvent> readStream(String stream, long fromSeq) {
        return companion.log().readStream(stream, fromSeq);
    }

    /** Snapshots stay beside the history; they may be lost with it. */
    @Override
    public Tail readTail(String stream) {
        return companion.log().readTail(stream);
    }

    @Override
    public void keep(Snapshot snapshot) {
        companion.keep(snapshot);
    }

    @Override
    public void dropSnapshots(String subject) {
        companion.dropSnapshots(subject);
    }

    @Override
    public List<StoredEvent> readSubject(String subject, long position, int limit) {
        return companion.log().readSubject(subject, position, limit);
    }

    @Override
    public List<StoredEvent> readSubjects(
            String subject, long position, @Nullable String last, int limit) {
        return companion.log().readSubjects(subject, position, last, limit);
    }

    @Override
    public Optional<String> subjectBehind(String subject, int events) {
        return companion.log().subjectBehind(subject, events);
    }

    @Override
    public long lastSeq(String stream) {
        return companion.log().lastSeq(stream);
    }

    @Override
    public @Nullable StoredEvent at(String stream, long seq) {
        return companion.log().at(stream, seq);
    }

    @Override
    public long head() {
        return companion.head();
    }

    /** Asks the server, for a connection looks well long after its other end hangs. */
    @Override
    public Optional<String> ailment() {
        return opened().tail().ailment();
    }

    @Override
    public long logBytes() {
        return companion.log().logBytes();
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("engine", "Axon Server (" + address + ")");
        facts.put("serverHead", opened().server().lastToken());
        companion.log().facts().forEach(facts::putIfAbsent);
        return facts;
    }

    @Override
    public synchronized void close() {
        Running current = running;
        if (current != null) {
            running = null;
            begun = false;
            current.tail().close();
            current.group().close();
            current.server().close();
            companion.close();
        }
    }
}
