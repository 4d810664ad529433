package dev.kehu.platform.sealing;

import dev.kehu.platform.sealing.keystore.Wrapping;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.crypto.SecretKey;

/** Wraps keys of subjects with the key-encryption keys of {@code master.keys}. */
final class KeyEncryption implements Wrapping {
    private final MasterKeys masters;
    private final Map<Integer, SecretKey> known = new ConcurrentHashMap<>();

    KeyEncryption(MasterKeys masters) {
        this.masters = masters;
    }

    @Override
    public int newest() {
        return masters.newest();
    }

    @Override
    public void add() {
        masters.addWrapping();
    }

    @Override
    public byte[] wrapped(int epoch, byte[] id, byte[] secret) {
        return Aes.seal(key(epoch), new byte[0], id, secret);
    }

    @Override
    public byte[] secret(int epoch, byte[] id, byte[] wrapped) {
        return Aes.open(key(epoch), 0, id, wrapped);
    }

    private SecretKey key(int epoch) {
        return known.computeIfAbsent(epoch, masters::wrapping);
    }
}
