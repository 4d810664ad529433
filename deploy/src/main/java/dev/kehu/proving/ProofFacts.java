package dev.kehu.proving;

import dev.kehu.control.Finding;
import dev.kehu.control.HealthFacts;
import dev.kehu.platform.proof.MerkleLog;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the history is being signed. */
@Component
final class ProofFacts implements HealthFacts {
    private static final String CHECK = "proofs";

    private final MerkleLog log;

    ProofFacts(MerkleLog log) {
        this.log = log;
    }

    @Override
    public List<Finding> findings() {
        Optional<String> ill = log.ailment().map(why -> why.getMessage());
        long signed = log.signedSize();
        return List.of(
                ill.map(why -> Finding.failed(CHECK, why))
                        .orElseGet(
                                () ->
                                        new Finding(
                                                CHECK,
                                                Finding.State.OK,
                                                "%,d events are signed".formatted(signed),
                                                Map.of("signed", signed))));
    }
}
