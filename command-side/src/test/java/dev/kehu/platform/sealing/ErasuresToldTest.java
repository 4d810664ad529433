package dev.kehu.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.sealing.keystore.KeyStore;
import dev.kehu.platform.sealing.keystore.KeyTables;
import dev.kehu.platform.sealing.keystore.KeysInFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who keeps what was opened learns that something was erased, never before nothing of it opens. */
class ErasuresToldTest {
    private static final List<String> ANN = List.of("customer-ann");

    @TempDir Path directory;
    private final List<String> asked = new ArrayList<>();
    private SubjectKeys keys;
    private Vault vault;
    private String said = "";
    private long before;
    private boolean away;

    @BeforeEach
    void open() {
        MasterKeys masters = MasterKeys.open(directory.resolve("master.keys"), true);
        Path file = directory.resolve("keys.db");
        keys =
                new SubjectKeys(
                        watched(new KeyTables(KeysInFile.open(file), new KeyEncryption(masters))));
        vault = new SubjectVault(new Envelope(keys));
        said = vault.seal(ANN.getFirst(), Category.CONTENT, "said");
        keys.makeDurable(Set.copyOf(ANN), 1);
        before = vault.erasures();
    }

    @AfterEach
    void close() {
        keys.close();
    }

    /** Asked in the middle of an erasure, when the store is about to do its part. */
    private KeyStore watched(KeyStore store) {
        return (KeyStore)
                Proxy.newProxyInstance(
                        KeyStore.class.getClassLoader(),
                        new Class<?>[] {KeyStore.class},
                        (proxy, method, args) -> {
                            if (Set.of("erase", "divide").contains(method.getName())) {
                                asked.add(method.getName());
                                neverTooEarly();
                                if (away) {
                                    throw new IllegalStateException("away");
                                }
                            }
                            try {
                                return method.invoke(store, args);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private void neverTooEarly() {
        if (vault.erasures() != before) {
            assertThat(vault.open(said)).isNull();
        }
    }

    private void told() {
        assertThat(asked).hasSize(1);
        assertThat(vault.erasures()).isNotEqualTo(before);
        assertThat(vault.open(said)).isNull();
    }

    @Test
    void ofAPerson() {
        keys.erase(ANN, 2);
        told();
    }

    @Test
    void ofAPersonWhoseKeysTheStoreFailsToDestroy() {
        away = true;
        assertThatThrownBy(() -> keys.erase(ANN, 2)).hasMessage("away");
        told();
    }

    @Test
    void ofACategory() {
        keys.erase(Set.of(Envelope.keyOf(said)), Category.CONTENT, 2);
        told();
    }

    @Test
    void ofACategoryOfKeysThatAreNotOnDisk() {
        said = vault.seal("customer-bob", Category.CONTENT, "said");
        keys.erase(Set.of(Envelope.keyOf(said)), Category.CONTENT, 2);
        told();
    }

    @Test
    void notOfWhatWasSealed() {
        vault.seal(ANN.getFirst(), Category.CONTENT, "more");
        keys.rotate();
        assertThat(vault.erasures()).isEqualTo(before);
    }
}
