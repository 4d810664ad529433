package dev.kehu.bench.ours;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.SubjectKeys;

import java.nio.charset.StandardCharsets;

/** Writes what is personal as it is, and makes no keys: for measuring what sealing costs. */
final class OpenEnvelope extends Envelope {
    OpenEnvelope(SubjectKeys keys) {
        super(keys);
    }

    @Override
    public String seal(String subject, Category category, String context, byte[] plain) {
        return new String(plain, StandardCharsets.UTF_8);
    }
}
