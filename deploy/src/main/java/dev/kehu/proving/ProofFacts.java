package dev.kehu.proving;

import dev.kehu.control.Finding;
import dev.kehu.control.HealthFacts;
import dev.kehu.platform.proof.MerkleLog;
import dev.kehu.platform.proof.ProofRounds;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the history is being signed, and the witness signs with it. */
@Component
final class ProofFacts implements HealthFacts {
    private static final String CHECK = "proofs";

    private final MerkleLog log;
    private final ProofRounds rounds;

    ProofFacts(MerkleLog log, ProofRounds rounds) {
        this.log = log;
        this.rounds = rounds;
    }

    @Override
    public List<Finding> findings() {
        Optional<Finding> unwitnessed =
                rounds.unwitnessed().map(why -> Finding.warning("witness of the proofs", why));
        return Stream.concat(Stream.of(signed()), unwitnessed.stream()).toList();
    }

    private Finding signed() {
        Optional<String> ill = log.ailment().map(why -> why.getMessage());
        long signed = log.signedSize();
        return ill.map(why -> Finding.failed(CHECK, why))
                .orElseGet(
                        () ->
                                new Finding(
                                        CHECK,
                                        Finding.State.OK,
                                        "%,d events are signed".formatted(signed),
                                        Map.of("signed", signed)));
    }
}
