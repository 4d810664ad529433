package dev.kehu.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.eventstore.postgres.TestDatabase;
import dev.kehu.platform.sealing.keystore.KeyStore;
import dev.kehu.platform.sealing.keystore.KeyTables;
import dev.kehu.platform.sealing.keystore.KeysInDatabase;
import dev.kehu.platform.sealing.keystore.SubjectKey;
import dev.kehu.platform.state.StateDatabase;
import dev.kehu.platform.state.postgres.PostgresHome;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Keys in PostgreSQL, on a real server. */
class KeysInDatabaseTest extends KeysContract {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.withTables();
    private static final int ROUNDS = 100;

    private static StateDatabase database() {
        return new StateDatabase(new PostgresHome(DATABASE.database(), session -> {}, "kehu_keys"));
    }

    @Override
    KeyStore store(MasterKeys with) {
        return new KeyTables(new KeysInDatabase(database()), new KeyEncryption(with));
    }

    @Override
    SubjectKeys keys(MasterKeys with) {
        return SubjectKeys.in(database(), with, true);
    }

    @BeforeEach
    @Override
    void open() {
        if (masters == null) {
            DATABASE.asOwner(
                    "TRUNCATE kehu_keys.subject_key, kehu_keys.tombstone, kehu_keys.erased");
        }
        super.open();
    }

    /** Whichever comes first, who was erased has no key. */
    @Test
    void areNotMadeByOneNodeWhileAnotherErases() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        try (KeyStore making = store(masters);
                KeyStore erasing = store(masters);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < ROUNDS; i++) {
                SubjectKey key = key("customer-" + i, 1);
                Future<?> made =
                        threads.submit(
                                () -> {
                                    together.await();
                                    making.insert(List.of(key), 1);
                                    return key;
                                });
                Future<?> erased =
                        threads.submit(
                                () -> {
                                    together.await();
                                    erasing.erase(List.of(key.subject()), List.of(), 2);
                                    return key;
                                });
                made.get();
                erased.get();
                assertThat(making.byId(key.id())).as("round %d", i).isEmpty();
                assertThat(making.hasTombstone(key.id())).as("round %d", i).isTrue();
            }
        }
    }

    @Test
    void areMissedWhereThereIsHistoryAndNoneOfThem() {
        assertThatThrownBy(() -> SubjectKeys.in(database(), masters, false))
                .isInstanceOfSatisfying(
                        DataDirectoryRefused.class,
                        e -> assertThat(e.code()).isEqualTo("data.keys-lost"));
        sealed("customer-1");
        assertThat(SubjectKeys.areIn(database())).isTrue();
        MasterKeys others = MasterKeys.open(directory.resolve("other.keys"), true);
        assertThatThrownBy(() -> SubjectKeys.in(database(), others, false))
                .isInstanceOfSatisfying(
                        DataDirectoryRefused.class,
                        e -> assertThat(e.code()).isEqualTo("data.keys-unfit"));
    }
}
