package dev.kehu.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import javax.crypto.spec.SecretKeySpec;

/** What holds wherever keys are kept. */
abstract class KeysContract {
    static final byte[] TEXT = "said".getBytes(StandardCharsets.UTF_8);

    @TempDir Path directory;
    MasterKeys masters;
    SubjectKeys keys;
    Envelope envelope;

    abstract KeyStore store(MasterKeys with);

    abstract SubjectKeys keys(MasterKeys with);

    @BeforeEach
    void open() {
        masters = MasterKeys.open(directory.resolve("master.keys"), true);
        keys = keys(masters);
        envelope = new Envelope(keys);
    }

    @AfterEach
    void close() {
        keys.close();
    }

    String sealed(String subject) {
        String sealed = envelope.seal(subject, "place", TEXT);
        keys.makeDurable(Set.of(subject), 1);
        return sealed;
    }

    void reopen() {
        keys.close();
        open();
    }

    static SubjectKey key(String subject, int secret) {
        byte[] bytes = new byte[MasterKeys.KEY_BYTES];
        bytes[0] = (byte) secret;
        return SubjectKey.of(UUID.randomUUID(), subject, new SecretKeySpec(bytes, "AES"));
    }

    @Test
    void openNothingAnyMoreAndLeaveOthersAlone() {
        String one = sealed("customer-1");
        String other = sealed("customer-2");
        keys.erase(List.of("customer-1"), 2);
        assertThat(envelope.open("place", one)).isNull();
        assertThat(envelope.open("place", other)).isEqualTo(TEXT);
        reopen();
        assertThat(envelope.open("place", one)).isNull();
        assertThat(envelope.open("place", other)).isEqualTo(TEXT);
    }

    /** What is recorded about an erased person later can never be read, by nobody. */
    @Test
    void areNeverMadeAnew() {
        sealed("customer-1");
        keys.erase(List.of("customer-1"), 2);
        String later = sealed("customer-1");
        assertThat(envelope.open("place", later)).isNull();
        assertThat(envelope.sealUnlessErased("customer-1", "place", TEXT)).isNull();
        reopen();
        assertThat(envelope.open("place", later)).isNull();
        assertThat(envelope.open("place", sealed("customer-1"))).isNull();
    }

    @Test
    void stayAwayFromWhoNeverHadOne() {
        keys.erase(List.of("customer-1"), 2);
        reopen();
        assertThat(envelope.open("place", sealed("customer-1"))).isNull();
    }

    /** A key made in memory, whose event waits to be written while the person is erased. */
    @Test
    void areErasedBeforeTheyAreOnDisk() {
        String waiting = envelope.seal("customer-1", "place", TEXT);
        keys.erase(List.of("customer-1"), 2);
        keys.makeDurable(Set.of("customer-1"), 3);
        assertThat(envelope.open("place", waiting)).isNull();
        reopen();
        assertThat(envelope.open("place", waiting)).isNull();
    }

    @Test
    void areInsertedOnlyWhereThereIsNone() {
        try (KeyStore store = store(masters)) {
            SubjectKey first = key("customer-1", 1);
            SubjectKey again =
                    SubjectKey.of(first.id(), "customer-1", key("customer-1", 2).secret());
            store.insert(List.of(first), 1);
            store.insert(List.of(again), 2);
            assertThat(store.byId(first.id()).orElseThrow().secret()).isEqualTo(first.secret());
            SubjectKey newer = key("customer-1", 3);
            store.insert(List.of(newer), 3);
            assertThat(store.newest("customer-1").orElseThrow().id()).isEqualTo(newer.id());
            store.erase(List.of("customer-1"), List.of(), 4);
            store.insert(List.of(first), 5);
            assertThat(store.byId(first.id())).isEmpty();
            assertThat(store.hasTombstone(first.id())).isTrue();
            assertThat(store.hasTombstoneOf("customer-1")).isTrue();
            assertThat(store.erased()).containsExactly("customer-1");
        }
    }

    @Test
    void areWrappedAnewAndOpenAsBefore() {
        String one = sealed("customer-1");
        assertThat(keys.rotate()).isEqualTo(1);
        assertThat(keys.rotate()).isEqualTo(1);
        reopen();
        assertThat(envelope.open("place", one)).isEqualTo(TEXT);
        MasterKeys others = MasterKeys.open(directory.resolve("other.keys"), true);
        try (KeyStore store = store(others)) {
            assertThat(store.opens()).isFalse();
        }
    }
}
