package dev.kehu.platform.sealing.keystore;

import dev.kehu.kernel.Personal.Category;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sets of categories as bits (contact 1, content 2, other 4), and the keys for them. The key of one
 * category is one step of HKDF-Expand (RFC 5869 §2.3) of the subject's key; that of several follows
 * from theirs, so that it is gone with any of them.
 */
public final class Categories {
    public static final int ALL = 7;
    private static final String LABEL = "kehu category ";

    private Categories() {}

    public static int of(Category category) {
        return switch (category) {
            case CONTACT -> 1;
            case CONTENT -> 2;
            case OTHER -> 4;
        };
    }

    static List<Category> in(int categories) {
        List<Category> all = new ArrayList<>();
        for (Category each : Category.values()) {
            if ((categories & of(each)) != 0) {
                all.add(each);
            }
        }
        return all;
    }

    static SecretKey derived(SecretKey whole, int categories) {
        SecretKey joined = joined(categories, each -> expanded(whole, each));
        if (joined == null) {
            throw new IllegalArgumentException("Nothing is sealed for no category");
        }
        return joined;
    }

    /** Null when one of them is gone. */
    public static @Nullable SecretKey joined(
            int categories, Function<Category, @Nullable SecretKey> keys) {
        List<SecretKey> parts = new ArrayList<>();
        for (Category each : in(categories)) {
            SecretKey key = keys.apply(each);
            if (key == null) {
                return null;
            }
            parts.add(key);
        }
        return parts.size() == 1 ? parts.getFirst() : parts.isEmpty() ? null : joined(parts);
    }

    private static SecretKey joined(List<SecretKey> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((LABEL + "of several").getBytes(StandardCharsets.UTF_8));
            parts.forEach(part -> digest.update(part.getEncoded()));
            return new SecretKeySpec(digest.digest(), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    private static SecretKey expanded(SecretKey whole, Category category) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(whole.getEncoded(), "HmacSHA256"));
            mac.update((LABEL + category.word()).getBytes(StandardCharsets.UTF_8));
            return new SecretKeySpec(mac.doFinal(new byte[] {1}), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
        }
    }
}
