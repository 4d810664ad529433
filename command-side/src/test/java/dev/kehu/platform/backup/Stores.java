package dev.kehu.platform.backup;

import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.EventStorage;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.serializer.EventNames;
import dev.kehu.platform.serializer.SealingSerializer;
import dev.kehu.platform.state.StateDatabase;
import dev.kehu.platform.state.StateTokenStore;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The stores of a data directory, open as the write side opens them. */
public final class Stores implements AutoCloseable {
    private final DataDirectory data;
    private final StateDatabase state;
    private final SubjectKeys keys;
    private final EventStorage storage;

    private Stores(DataDirectory data) {
        this.data = data;
        state = StateDatabase.open(data);
        MasterKeys masters =
                MasterKeys.open(data.file("master.keys"), Files.notExists(data.file("events.db")));
        keys = SubjectKeys.open(data.file("keys.db"), masters);
        storage =
                EventStorage.over(
                        new SqliteEventLog(data.file("events.db"), Clock.systemUTC()),
                        new SealingSerializer(new EventNames(), new Envelope(keys)),
                        keys,
                        Clock.systemUTC());
    }

    public static Stores open(Path root) {
        return new Stores(DataDirectory.open(root));
    }

    /** With that many customers, each registered twice. */
    public static Stores with(Path root, int customers) {
        Stores stores = open(root);
        List<DomainEventMessage<?>> events = new ArrayList<>();
        for (int number = 0; number < customers; number++) {
            events.add(registered(number, 0));
            events.add(registered(number, 1));
        }
        stores.storage.engine().appendEvents(events);
        return stores;
    }

    /** One event with something sealed in it, about a subject of its own. */
    public void register(int number, long seq) {
        storage.engine().appendEvents(List.of(registered(number, seq)));
    }

    private static DomainEventMessage<?> registered(int number, long seq) {
        var id = new CustomerId("customer-" + number);
        return new GenericDomainEventMessage<>(
                "customer",
                id.value(),
                seq,
                new CustomerRegistered(
                        id, "C-" + number, "Ann Example ü " + number, null, Instant.EPOCH));
    }

    /** What a processor does when it has handled everything. */
    public void reachHead() {
        new StateTokenStore(state, storage.engine().storeId())
                .storeToken(new GlobalSequenceTrackingToken(storage.engine().head()), "test", 0);
    }

    public Path root() {
        return data.root();
    }

    public EventHistory history() {
        return storage.history();
    }

    public List<StoredEvent> stored() {
        return history().readStored(0, Integer.MAX_VALUE);
    }

    /** Every event, its sealed parts opened. */
    public List<RecordedEvent> opened() {
        return history().readAfter(0, Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        storage.close();
        keys.close();
        state.close();
        data.close();
    }
}
