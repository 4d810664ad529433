package dev.kehu.platform.sealing;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM with a random 96-bit nonce in front of the ciphertext. Ciphers are pooled: making one
 * costs more than using it, and a thread-local one is lost with each virtual thread. The one given
 * back last is taken first: it still holds the key schedule of the event's other parts.
 */
final class Aes {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int NONCES_DRAWN = 64;
    private static final Deque<Aes> POOL = new ConcurrentLinkedDeque<>();

    private final Cipher cipher;
    private final SecureRandom random = new SecureRandom();
    private final byte[] drawn = new byte[NONCE * NONCES_DRAWN];
    private int next = drawn.length;

    private Aes() throws GeneralSecurityException {
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
    }

    /** Nonce, ciphertext and tag behind {@code prefix}, in one array. */
    static byte[] seal(SecretKey key, byte[] prefix, byte[] associated, byte[] plain) {
        return with(
                aes -> {
                    byte[] sealed = new byte[prefix.length + NONCE + plain.length + TAG_BITS / 8];
                    System.arraycopy(prefix, 0, sealed, 0, prefix.length);
                    aes.nonce(sealed, prefix.length);
                    aes.cipher.init(
                            Cipher.ENCRYPT_MODE,
                            key,
                            new GCMParameterSpec(TAG_BITS, sealed, prefix.length, NONCE));
                    aes.cipher.updateAAD(associated);
                    aes.cipher.doFinal(plain, 0, plain.length, sealed, prefix.length + NONCE);
                    return sealed;
                });
    }

    /**
     * The plain bytes behind {@code prefixLength} bytes.
     *
     * @throws IllegalStateException when the bytes were not sealed with this key and associated
     *     data
     */
    static byte[] open(SecretKey key, int prefixLength, byte[] associated, byte[] sealed) {
        return with(
                aes -> {
                    aes.cipher.init(
                            Cipher.DECRYPT_MODE,
                            key,
                            new GCMParameterSpec(TAG_BITS, sealed, prefixLength, NONCE));
                    aes.cipher.updateAAD(associated);
                    int start = prefixLength + NONCE;
                    return aes.cipher.doFinal(sealed, start, sealed.length - start);
                });
    }

    private void nonce(byte[] target, int offset) {
        if (next == drawn.length) {
            random.nextBytes(drawn);
            next = 0;
        }
        System.arraycopy(drawn, next, target, offset, NONCE);
        Arrays.fill(drawn, next, next + NONCE, (byte) 0);
        next += NONCE;
    }

    private interface Use {
        byte[] with(Aes aes) throws GeneralSecurityException;
    }

    private static byte[] with(Use use) {
        try {
            Aes pooled = POOL.pollFirst();
            Aes aes = pooled == null ? new Aes() : pooled;
            byte[] result = use.with(aes);
            POOL.addFirst(aes);
            return result;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "Sealed bytes do not open: wrong key, or changed since they were sealed", e);
        }
    }
}
