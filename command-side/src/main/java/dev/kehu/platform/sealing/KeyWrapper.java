package dev.kehu.platform.sealing;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/**
 * Wraps the master keys with a key that never comes to this machine. Asked at the start and when a
 * key is made; what it opened is in memory until the program ends.
 */
public interface KeyWrapper {
    /** What stands in the file instead of a key. */
    String wrap(byte[] key);

    byte[] unwrap(String wrapped);

    /** Whether this is what a service wrapped, and no key. */
    static boolean isWrapped(String text) {
        return text.startsWith(Transit.WRAPPED);
    }

    /**
     * As the settings name it; null where the keys stand in their file as they are.
     *
     * @throws dev.kehu.platform.datadir.DataDirectoryRefused when they name half of one
     */
    static @Nullable KeyWrapper of(Function<String, @Nullable String> settings) {
        return Transit.of(settings);
    }
}
