package dev.kehu.platform.sealing;

import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.datadir.PrivateFile;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.StandardEnvironment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The few keys everything hangs on, in one file of mode 0600, wrapped there by a {@link KeyWrapper}
 * where the firm has one: the key-encryption key that wraps the keys of subjects, the look-up key
 * behind contact points and codes, and the delivery key behind interactions, requests and
 * fingerprints (it is never rotated, or a resend would no longer be known).
 */
public final class MasterKeys {
    static final int KEY_BYTES = 32;

    private static final String WRAPPING = "kek.";

    private final Path file;
    private final Properties keys;
    private final @Nullable KeyWrapper service;

    /** Readable, whatever the file holds. */
    private final Map<String, byte[]> opened = new ConcurrentHashMap<>();

    private MasterKeys(Path file, Properties keys, @Nullable KeyWrapper service) {
        this.file = file;
        this.keys = keys;
        this.service = service;
    }

    /** As {@link #open(Path, boolean, KeyWrapper)}, with the service the environment names. */
    public static MasterKeys open(Path file, boolean mayCreate) {
        return open(file, mayCreate, KeyWrapper.of(new StandardEnvironment()::getProperty));
    }

    /**
     * Reads the keys, or makes them when {@code mayCreate}.
     *
     * @param service what wraps them in the file; they are wrapped at once where they were not
     * @throws IllegalStateException when the file is missing beside existing history, or unreadable
     * @throws DataDirectoryRefused when the service does not open them, or they want one
     */
    public static MasterKeys open(Path file, boolean mayCreate, @Nullable KeyWrapper service) {
        try {
            if (Files.notExists(file)) {
                if (!mayCreate) {
                    throw new IllegalStateException(
                            "The master keys ("
                                    + file.getFileName()
                                    + ") are gone, but there is history sealed with them;"
                                    + " put the file back from its backup");
                }
                write(file, fresh(service));
            }
            Properties keys = new Properties();
            try (var in = Files.newInputStream(file)) {
                keys.load(in);
            }
            MasterKeys masters = new MasterKeys(file, keys, service);
            masters.openAll();
            masters.wrapAll();
            return masters;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The master keys cannot be read; check the rights of " + file, e);
        }
    }

    /** Never on the disk as they are where there is a service. */
    private static Properties fresh(@Nullable KeyWrapper service) {
        Properties fresh = new Properties();
        for (String name : new String[] {WRAPPING + 1, "lookup.1", "delivery"}) {
            fresh.setProperty(name, written(service, fresh()));
        }
        return fresh;
    }

    private static byte[] fresh() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** What stands in the file. A key is lost there that was wrapped and does not open again. */
    private static String written(@Nullable KeyWrapper service, byte[] key) {
        if (service == null) {
            return HexFormat.of().formatHex(key);
        }
        String wrapped = service.wrap(key);
        if (!MessageDigest.isEqual(service.unwrap(wrapped), key)) {
            throw new DataDirectoryRefused(
                    "keys.service-refused",
                    "The key service opens what it has just wrapped to something else; nothing was"
                            + " written. Check kehu.keys.transit.url, .mount and .key.");
        }
        return wrapped;
    }

    /** At once, so that a service that is away is known at the start and at no later moment. */
    private void openAll() {
        for (String name : keys.stringPropertyNames()) {
            String text = keys.getProperty(name);
            if (KeyWrapper.isWrapped(text)) {
                if (service == null) {
                    throw new DataDirectoryRefused(
                            "keys.service-missing",
                            "The master keys are wrapped by a key service; name it in"
                                    + " kehu.keys.transit.url and .token.");
                }
                opened.put(name, service.unwrap(text));
                bytes(name);
            }
        }
    }

    private void wrapAll() throws IOException {
        if (service == null || keys.stringPropertyNames().equals(opened.keySet())) {
            return;
        }
        for (String name : keys.stringPropertyNames()) {
            if (!opened.containsKey(name)) {
                byte[] key = bytes(name);
                opened.put(name, key);
                keys.setProperty(name, written(service, key));
            }
        }
        write(file, keys);
    }

    private static void write(Path file, Properties keys) throws IOException {
        StringBuilder text =
                new StringBuilder("# Kehu master keys: keep a copy apart from the events\n");
        for (String name : new TreeSet<>(keys.stringPropertyNames())) {
            text.append(name).append('=').append(keys.getProperty(name)).append('\n');
        }
        PrivateFile.write(file, text.toString());
    }

    SecretKey wrapping(int epoch) {
        return new SecretKeySpec(bytes(WRAPPING + epoch), "AES");
    }

    /** The epoch new keys are wrapped in; never waits. */
    int newest() {
        return keys.stringPropertyNames().stream()
                .filter(name -> name.startsWith(WRAPPING))
                .mapToInt(name -> Integer.parseInt(name.substring(WRAPPING.length())))
                .max()
                .orElse(1);
    }

    /**
     * Makes another key-encryption key; returns when it is on disk. The old ones stay in the file:
     * a backup under way may have taken keys that are wrapped with them. Others use what there was
     * while the service is asked.
     */
    synchronized void addWrapping() {
        Properties more = new Properties();
        more.putAll(keys);
        String name = WRAPPING + (newest() + 1);
        byte[] key = fresh();
        String written = written(service, key);
        more.setProperty(name, written);
        try {
            write(file, more);
        } catch (IOException e) {
            throw new UncheckedIOException("The master keys could not be written", e);
        }
        if (service != null) {
            opened.put(name, key);
        }
        keys.setProperty(name, written);
    }

    SecretKey lookup(int epoch) {
        return new SecretKeySpec(bytes("lookup." + epoch), "HmacSHA256");
    }

    SecretKey delivery() {
        return new SecretKeySpec(bytes("delivery"), "HmacSHA256");
    }

    private byte[] bytes(String name) {
        byte[] key = opened.get(name);
        String hex = keys.getProperty(name);
        if (key == null && hex != null && hex.length() == 2 * KEY_BYTES) {
            key = HexFormat.of().parseHex(hex);
        }
        if (key == null || key.length != KEY_BYTES) {
            throw new IllegalStateException(
                    "The master key " + name + " is missing or damaged; restore the key file");
        }
        return key;
    }
}
