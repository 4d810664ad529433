package dev.kehu.platform.sealing;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Wraps keys of subjects with the key-encryption keys. */
final class Wrapping {
    private final MasterKeys masters;
    private final Map<Integer, SecretKey> known = new ConcurrentHashMap<>();

    Wrapping(MasterKeys masters) {
        this.masters = masters;
    }

    int newest() {
        return masters.newest();
    }

    void add() {
        masters.addWrapping();
    }

    byte[] wrapped(int epoch, byte[] id, byte[] secret) {
        return Aes.seal(key(epoch), new byte[0], id, secret);
    }

    byte[] secret(int epoch, byte[] id, byte[] wrapped) {
        return Aes.open(key(epoch), 0, id, wrapped);
    }

    SubjectKey opened(byte[] id, String subject, int epoch, byte[] wrapped) {
        UUID uuid = SubjectKey.id(id, 0);
        return SubjectKey.of(uuid, subject, new SecretKeySpec(secret(epoch, id, wrapped), "AES"));
    }

    private SecretKey key(int epoch) {
        return known.computeIfAbsent(epoch, masters::wrapping);
    }
}
