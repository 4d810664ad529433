package dev.kehu.platform.sealing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * HMAC-SHA-256 over parts, cut to 160 bits and written as hex: stands for a value without showing
 * it.
 */
public final class KeyedHash {
    private static final int BYTES = 20;
    private static final HexFormat HEX = HexFormat.of();

    private final SecretKey key;
    private final Queue<Mac> pool = new ConcurrentLinkedQueue<>();

    private KeyedHash(SecretKey key) {
        this.key = key;
    }

    /** For contact points and codes, in the look-up epoch now in use. */
    public static KeyedHash lookup(MasterKeys keys) {
        return new KeyedHash(keys.lookup(1));
    }

    /** For deliveries, requests and fingerprints. */
    public static KeyedHash delivery(MasterKeys keys) {
        return new KeyedHash(keys.delivery());
    }

    /**
     * 40 hex digits; parts are told apart by their lengths, so ("ab","c") and ("a","bc") differ.
     */
    public String of(String... parts) {
        Mac pooled = pool.poll();
        try {
            Mac mac = pooled == null ? Mac.getInstance("HmacSHA256") : pooled;
            if (pooled == null) {
                mac.init(key);
            }
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(
                        new byte[] {
                            (byte) (bytes.length >>> 24),
                            (byte) (bytes.length >>> 16),
                            (byte) (bytes.length >>> 8),
                            (byte) bytes.length
                        });
                mac.update(bytes);
            }
            byte[] hash = mac.doFinal();
            pool.add(mac);
            return HEX.formatHex(Arrays.copyOf(hash, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
        }
    }
}
