package dev.kehu.proving;

import dev.kehu.control.Replies;
import dev.kehu.verifier.Bundle;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Verifies a file of {@code ./kehu export}; needs no data directory. */
public record BundleProof(Path file, Held held) {
    public int run(Replies replies) {
        return Verdict.of(
                replies, () -> said(new Bundle(file, held.key(), held.checkpoints()).check()));
    }

    private Map<String, Object> said(Bundle.Proved proved) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("events", proved.events());
        members.put("key", proved.key().toString());
        members.put("keyKnown", held.isAny());
        members.put(
                "detail",
                "%,d events in %s are those that were signed by %s"
                        .formatted(proved.events(), file, proved.key()));
        return members;
    }
}
