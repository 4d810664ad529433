package dev.kehu.platform.sealing.keystore;

import java.util.UUID;

import javax.crypto.spec.SecretKeySpec;

/** Wraps keys of subjects with key-encryption keys, which are numbered from 1. */
public interface Wrapping {
    /** The number of the one that new keys are wrapped with; never waits. */
    int newest();

    /** Makes another one; it may wait for a key service. */
    void add();

    /**
     * @param id of the key of the subject, 16 bytes; its wrapping goes with no other
     */
    byte[] wrapped(int epoch, byte[] id, byte[] secret);

    /**
     * @throws IllegalStateException when it was wrapped with another key, or under another id
     */
    byte[] secret(int epoch, byte[] id, byte[] wrapped);

    default boolean opens(int epoch, byte[] id, byte[] wrapped) {
        try {
            secret(epoch, id, wrapped);
            return true;
        } catch (IllegalStateException otherKey) {
            return false;
        }
    }

    default SubjectKey opened(byte[] id, String subject, int epoch, byte[] wrapped) {
        UUID uuid = SubjectKey.id(id, 0);
        return SubjectKey.of(uuid, subject, new SecretKeySpec(secret(epoch, id, wrapped), "AES"));
    }
}
