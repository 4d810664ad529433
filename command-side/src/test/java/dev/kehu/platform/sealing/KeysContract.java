package dev.kehu.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.sealing.keystore.Categories;
import dev.kehu.platform.sealing.keystore.KeyStore;
import dev.kehu.platform.sealing.keystore.SubjectKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.crypto.spec.SecretKeySpec;

/** What holds wherever keys are kept. */
abstract class KeysContract {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
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

    private static KeyStore destroying(KeyStore store, AtomicBoolean away) {
        return (KeyStore)
                Proxy.newProxyInstance(
                        KeyStore.class.getClassLoader(),
                        new Class<?>[] {KeyStore.class},
                        (proxy, method, args) -> {
                            if (method.getName().equals("erase") && away.get()) {
                                throw new IllegalStateException("away");
                            }
                            try {
                                return method.invoke(store, args);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    /** Nobody takes it for done, and nobody reads on because of it. */
    @Test
    void areGivenToNobodyWhileTheStoreFailsToDestroyThem() {
        String one = sealed("customer-1");
        Tombstones list = new Tombstones(List.of(directory.resolve("erased.jsonl")));
        List<String> who = List.of("customer-1");
        list.add(new Tombstones.Stone("store", "erasure-1", Instant.EPOCH, false, who, who));
        AtomicBoolean away = new AtomicBoolean(true);
        KeyStore store = destroying(store(masters), away);
        try (SubjectKeys failing = new SubjectKeys(store)) {
            Envelope here = new Envelope(failing);
            assertThat(here.open("place", one)).isEqualTo(TEXT);
            assertThatThrownBy(() -> failing.erase(who, 2)).hasMessage("away");
            assertThat(failing.knowsErased("customer-1")).isFalse();
            assertThat(failing.isForbidden("customer-1")).isTrue();
            assertThat(here.open("place", one)).isNull();
            String later = here.seal("customer-1", "place", TEXT);
            assertThat(Envelope.keyOf(later)).isNotEqualTo(Envelope.keyOf(one));
            assertThat(here.open("place", later)).isNull();
            failing.makeDurable(who, 3);
            assertThat(here.open("place", later)).isNull();
            away.set(false);
            list.destroyIn(failing);
            assertThat(failing.knowsErased("customer-1")).isTrue();
            for (String each : List.of(one, later)) {
                assertThat(store.byId(Envelope.keyOf(each))).isEmpty();
                assertThat(store.hasTombstone(Envelope.keyOf(each))).isTrue();
            }
        }
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
            SubjectKey unwritten = key("customer-2", 4);
            store.erase(List.of(), List.of(unwritten), 4);
            store.insert(List.of(unwritten), 4);
            assertThat(store.byId(unwritten.id())).isEmpty();
            store.erase(List.of("customer-1"), List.of(), 4);
            store.insert(List.of(first), 5);
            assertThat(store.byId(first.id())).isEmpty();
            assertThat(store.hasTombstone(first.id())).isTrue();
            assertThat(store.hasTombstoneOf("customer-1")).isTrue();
            assertThat(store.erased()).containsExactly("customer-1");
        }
    }

    /**
     * A machine that takes over with master keys of before a rotation, or with its own rotation.
     */
    @Test
    void areRefusedWhereOneOfTheirMasterKeysIsMissingOrAnother() throws IOException {
        Path before = directory.resolve("before.keys");
        Files.copy(directory.resolve("master.keys"), before);
        MasterKeys others = MasterKeys.open(before, false);
        sealed("customer-1");
        masters.addWrapping();
        sealed("customer-2");
        try (KeyStore here = store(masters);
                KeyStore there = store(others)) {
            assertThat(here.opens()).isTrue();
            assertThat(there.opens()).isFalse();
            others.addWrapping();
            assertThat(there.opens()).isFalse();
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

    private record Sealed(String contact, String content, String other, String all) {}

    private Sealed sealedEach(String subject) {
        Sealed sealed =
                new Sealed(
                        envelope.seal(subject, Category.CONTACT, "place", TEXT),
                        envelope.seal(subject, Category.CONTENT, "place", TEXT),
                        envelope.seal(subject, Category.OTHER, "place", TEXT),
                        envelope.seal(subject, "place", TEXT));
        keys.makeDurable(Set.of(subject), 1);
        return sealed;
    }

    private void contentAloneIsGone(Sealed sealed) {
        assertThat(envelope.open("place", sealed.content())).isNull();
        assertThat(envelope.open("place", sealed.all())).isNull();
        assertThat(envelope.open("place", sealed.contact())).isEqualTo(TEXT);
        assertThat(envelope.open("place", sealed.other())).isEqualTo(TEXT);
    }

    @Test
    void areErasedForOneCategoryAloneAndMadeAnewForIt() {
        Sealed before = sealedEach("customer-1");
        Sealed others = sealedEach("customer-2");
        Set<UUID> ids = Set.of(Envelope.keyOf(before.content()));
        keys.erase(ids, Category.CONTENT, 2);
        contentAloneIsGone(before);
        assertThat(keys.subjectsOf(ids)).containsExactly("customer-1");
        Sealed after = sealedEach("customer-1");
        keys.erase(ids, Category.CONTENT, 3); // as after a crash
        reopen();
        contentAloneIsGone(before);
        keys.rotate();
        reopen();
        contentAloneIsGone(before);
        for (Sealed all : List.of(after, others)) {
            assertThat(envelope.open("place", all.content())).isEqualTo(TEXT);
            assertThat(envelope.open("place", all.all())).isEqualTo(TEXT);
        }
        assertThat(envelope.sealUnlessErased("customer-1", "place", TEXT)).isNotNull();
        assertThat(keys.knowsErased("customer-1")).isFalse();
    }

    @Test
    void areErasedForOneCategoryAfterTheOther() {
        Sealed first = sealedEach("customer-1");
        UUID one = Envelope.keyOf(first.content());
        keys.erase(Set.of(one), Category.CONTENT, 2);
        Sealed second = sealedEach("customer-1");
        UUID two = Envelope.keyOf(second.content());
        assertThat(two).isNotEqualTo(one);
        keys.erase(Set.of(one, two), Category.CONTACT, 3);
        reopen();
        assertThat(envelope.open("place", first.contact())).isNull();
        assertThat(envelope.open("place", second.contact())).isNull();
        assertThat(envelope.open("place", first.content())).isNull();
        assertThat(envelope.open("place", second.content())).isEqualTo(TEXT);
        assertThat(envelope.open("place", first.other())).isEqualTo(TEXT);
    }

    @Test
    void areErasedForOneCategoryBeforeTheyAreOnDisk() {
        String content = envelope.seal("customer-1", Category.CONTENT, "place", TEXT);
        String other = envelope.seal("customer-1", Category.OTHER, "place", TEXT);
        keys.erase(Set.of(Envelope.keyOf(content)), Category.CONTENT, 2);
        keys.makeDurable(Set.of("customer-1"), 3);
        assertThat(envelope.open("place", content)).isNull();
        assertThat(envelope.open("place", other)).isEqualTo(TEXT);
        reopen();
        assertThat(envelope.open("place", content)).isNull();
        assertThat(envelope.open("place", other)).isEqualTo(TEXT);
    }

    @Test
    void areGoneWholeThoughTheyWereDivided() {
        Sealed before = sealedEach("customer-1");
        keys.erase(Set.of(Envelope.keyOf(before.content())), Category.CONTENT, 2);
        Sealed after = sealedEach("customer-1");
        keys.erase(List.of("customer-1"), 3);
        for (int look = 0; look < 2; look++) {
            for (Sealed each : List.of(before, after)) {
                assertThat(envelope.open("place", each.contact())).isNull();
                assertThat(envelope.open("place", each.other())).isNull();
                assertThat(envelope.open("place", each.content())).isNull();
            }
            reopen();
        }
        assertThat(envelope.open("place", sealed("customer-1"))).isNull();
    }

    /** As everything was sealed before categories had keys of their own. */
    @Test
    void openWhatWasSealedUndivided() {
        SubjectKey key = keys.sealing("customer-1");
        keys.makeDurable(Set.of("customer-1"), 1);
        byte[] header = new byte[1 + SubjectKey.ID_BYTES];
        header[0] = SubjectKey.UNDIVIDED;
        System.arraycopy(SubjectKey.bytes(key.id()), 0, header, 1, SubjectKey.ID_BYTES);
        byte[] bound = ("place\ncustomer-1\n" + key.id() + "\n1").getBytes(StandardCharsets.UTF_8);
        String sealed = BASE64.encodeToString(Aes.seal(key.secret(), header, bound, TEXT));
        reopen();
        assertThat(envelope.open("place", sealed)).isEqualTo(TEXT);
        assertThat(Envelope.keyOf(sealed)).isEqualTo(key.id());
        keys.erase(List.of("customer-1"), 2);
        assertThat(envelope.open("place", sealed)).isNull();
    }

    @Test
    void openNothingOfAnotherCategory() {
        String content = envelope.seal("customer-1", Category.CONTENT, "place", TEXT);
        byte[] bytes = Base64.getUrlDecoder().decode(content);
        bytes[1 + SubjectKey.ID_BYTES] = (byte) Categories.of(Category.CONTACT);
        assertThatThrownBy(() -> envelope.open("place", BASE64.encodeToString(bytes)))
                .isInstanceOf(IllegalStateException.class);
        bytes[1 + SubjectKey.ID_BYTES] = 8;
        assertThatThrownBy(() -> envelope.open("place", BASE64.encodeToString(bytes)))
                .isInstanceOf(IllegalStateException.class);
    }
}
