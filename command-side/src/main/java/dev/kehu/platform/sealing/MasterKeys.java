package dev.kehu.platform.sealing;

import dev.kehu.platform.datadir.Directories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import java.util.TreeSet;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The few keys everything hangs on, in one file of mode 0600: the key-encryption key that wraps the
 * keys of subjects, the look-up key behind contact points and codes, and the delivery key behind
 * interactions, requests and fingerprints (it is never rotated, or a resend would no longer be
 * known).
 */
public final class MasterKeys {
    static final int KEY_BYTES = 32;

    private static final String WRAPPING = "kek.";

    private final Path file;
    private final Properties keys;

    private MasterKeys(Path file, Properties keys) {
        this.file = file;
        this.keys = keys;
    }

    /**
     * Reads the keys, or makes them when {@code mayCreate}.
     *
     * @throws IllegalStateException when the file is missing beside existing history, or unreadable
     */
    public static MasterKeys open(Path file, boolean mayCreate) {
        try {
            if (Files.notExists(file)) {
                if (!mayCreate) {
                    throw new IllegalStateException(
                            "The master keys ("
                                    + file.getFileName()
                                    + ") are gone, but there is history sealed with them;"
                                    + " put the file back from its backup");
                }
                write(file);
            }
            Properties keys = new Properties();
            try (var in = Files.newInputStream(file)) {
                keys.load(in);
            }
            return new MasterKeys(file, keys);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The master keys cannot be read; check the rights of " + file, e);
        }
    }

    private static void write(Path file) throws IOException {
        Properties fresh = new Properties();
        for (String name : new String[] {WRAPPING + 1, "lookup.1", "delivery"}) {
            fresh.setProperty(name, fresh());
        }
        write(file, fresh);
    }

    private static String fresh() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    private static void write(Path file, Properties keys) throws IOException {
        StringBuilder text =
                new StringBuilder("# Kehu master keys: keep a copy apart from the events\n");
        for (String name : new TreeSet<>(keys.stringPropertyNames())) {
            text.append(name).append('=').append(keys.getProperty(name)).append('\n');
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(draft, text.toString().getBytes(StandardCharsets.UTF_8));
        try (var channel =
                java.nio.channels.FileChannel.open(draft, java.nio.file.StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        Directories.force(file.toAbsolutePath().getParent());
    }

    SecretKey wrapping(int epoch) {
        return new SecretKeySpec(bytes(WRAPPING + epoch), "AES");
    }

    /** The epoch new keys are wrapped in. */
    synchronized int newest() {
        return keys.stringPropertyNames().stream()
                .filter(name -> name.startsWith(WRAPPING))
                .mapToInt(name -> Integer.parseInt(name.substring(WRAPPING.length())))
                .max()
                .orElse(1);
    }

    /**
     * Makes another key-encryption key; returns when it is on disk. The old ones stay in the file:
     * a backup under way may have taken keys that are wrapped with them.
     */
    synchronized void addWrapping() {
        Properties more = new Properties();
        more.putAll(keys);
        more.setProperty(WRAPPING + (newest() + 1), fresh());
        try {
            write(file, more);
        } catch (IOException e) {
            throw new UncheckedIOException("The master keys could not be written", e);
        }
        keys.putAll(more);
    }

    SecretKey lookup(int epoch) {
        return new SecretKeySpec(bytes("lookup." + epoch), "HmacSHA256");
    }

    SecretKey delivery() {
        return new SecretKeySpec(bytes("delivery"), "HmacSHA256");
    }

    private byte[] bytes(String name) {
        String hex = keys.getProperty(name);
        if (hex == null || hex.length() != 2 * KEY_BYTES) {
            throw new IllegalStateException(
                    "The master key " + name + " is missing or damaged; restore the key file");
        }
        return HexFormat.of().parseHex(hex);
    }
}
