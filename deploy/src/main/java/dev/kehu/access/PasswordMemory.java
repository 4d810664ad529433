package dev.kehu.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers verified passwords for five minutes as keyed hashes under a key that dies with the
 * process, so that the slow hash is paid once in five minutes and not on every request.
 */
final class PasswordMemory {
    private static final long KEPT_NANOS = Duration.ofMinutes(5).toNanos();
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final LongSupplier nanoTime;
    private final Map<String, Verified> verified = new ConcurrentHashMap<>();

    private record Verified(byte[] keyedHash, long until) {}

    PasswordMemory(LongSupplier nanoTime) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.nanoTime = nanoTime;
    }

    byte[] keyedHash(String user, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal((user + '\0' + password).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void remember(String user, byte[] keyedHash) {
        verified.put(user, new Verified(keyedHash, nanoTime.getAsLong() + KEPT_NANOS));
    }

    boolean knows(String user, byte[] keyedHash) {
        Verified entry = verified.get(user);
        return entry != null
                && entry.until() - nanoTime.getAsLong() > 0
                && MessageDigest.isEqual(entry.keyedHash(), keyedHash);
    }
}
