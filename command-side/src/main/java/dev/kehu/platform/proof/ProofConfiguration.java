package dev.kehu.platform.proof;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.round.Rounds;
import dev.kehu.verifier.note.VerifierKey;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts the log beside the store. */
@Configuration(proxyBeanMethods = false)
class ProofConfiguration {
    @Bean
    LogFolder logFolder(
            DataDirectory data,
            EventHistory history,
            @Value("${kehu.audit.name:}") String name,
            @Value("${kehu.audit.copy:}") String copy) {
        return new LogFolder(
                data.file("audit"),
                data.file("audit.key"),
                name.isBlank()
                        ? LogFolder.nameFor(history, "", data.file("audit.key"))
                        : name.strip(),
                copy.isBlank() ? Optional.empty() : Optional.of(Path.of(copy.strip())));
    }

    @Bean
    MerkleLog merkleLog(LogFolder folder, EventHistory history) {
        return new MerkleLog(folder, new StoredLeaves(history));
    }

    @Bean
    ProofRounds proofRounds(
            MerkleLog log,
            LogFolder folder,
            EventHistory history,
            GroupCommitEngine engine,
            Clock clock,
            @Value("${kehu.audit.witness.url:}") String witness,
            @Value("${kehu.audit.witness.key:}") String witnessKey) {
        List<Rounds> others = new ArrayList<>();
        folder.copy().ifPresent(place -> others.add(new SecondCopy(log, place, clock).rounds()));
        Supplier<String> trouble = () -> "";
        if (!witness.isBlank()) {
            VerifierKey key = VerifierKey.parse(witnessKey);
            Witnessing asking = new Witnessing(log, witness.strip(), key, clock);
            others.add(asking.rounds());
            trouble = asking::trouble;
        }
        LeafHashes leaves = new StoredLeaves(history);
        ProofRounds rounds = new ProofRounds(log, leaves, clock, others, trouble);
        engine.onStored(
                stored -> {
                    if (!stored.isEmpty()) {
                        rounds.stored(stored.getLast().position());
                    }
                });
        return rounds;
    }
}
