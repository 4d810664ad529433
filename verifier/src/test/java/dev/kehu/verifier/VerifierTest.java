package dev.kehu.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.SigningKey;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Frontier;
import dev.kehu.verifier.tree.Proofs;
import dev.kehu.verifier.tree.Rfc6962;
import dev.kehu.verifier.tree.Subtrees;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of the jar, on proofs of a small log. */
class VerifierTest {
    @TempDir Path temp;

    private final SigningKey key = SigningKey.fresh("kehu/x", VerifierKey.LOG);
    private final Subtrees tree =
            (level, index) -> {
                Frontier part = new Frontier();
                for (long i = index << level; i < index + 1 << level; i++) {
                    part.add(Rfc6962.leaf(entry(i)));
                }
                return part.root();
            };

    private static byte[] entry(long index) {
        return ("entry " + index).getBytes(StandardCharsets.UTF_8);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(temp.resolve(name), text).toString();
    }

    private String checkpoint(String name, long size) throws IOException {
        Checkpoint at = new Checkpoint("kehu/x", size, Frontier.of(tree, size).root());
        return file(name, key.sign(at.note()).toString());
    }

    private static String base64(List<byte[]> hashes) {
        return hashes.stream()
                .map(hash -> '"' + Base64.getEncoder().encodeToString(hash) + '"')
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String older = "";
    private String newer = "";
    private String inclusion = "";
    private String consistency = "";
    private String leaf = "";

    @BeforeEach
    void write() throws IOException {
        older = checkpoint("older", 5);
        newer = checkpoint("newer", 13);
        Proofs proofs = new Proofs(tree);
        inclusion =
                file(
                        "inclusion",
                        "{\"type\":\"inclusion\",\"index\":3,\"size\":13,\"proof\":%s}"
                                .formatted(base64(proofs.inclusion(3, 13))));
        consistency =
                file(
                        "consistency",
                        "{\"type\":\"consistency\",\"from\":5,\"to\":13,\"proof\":%s}"
                                .formatted(base64(proofs.consistency(5, 13))));
        leaf = leaf(3);
    }

    private String leaf(long index) throws IOException {
        return file(
                "leaf-" + index,
                "{\"index\":3,\"leaf\":\"%s\"}\n"
                        .formatted(Base64.getEncoder().encodeToString(entry(index))));
    }

    private static int run(String... args) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true);
        return Verifier.run(List.of(args), nowhere, nowhere);
    }

    @Test
    void provesAnEventAndThatALogOnlyGrew() throws IOException {
        String vkey = file("vkey", key.verifier() + "\n");
        assertThat(run("inclusion", newer, inclusion, leaf, "--key", vkey)).isZero();
        assertThat(run("consistency", older, newer, consistency, "--key", key.verifier() + ""))
                .isZero();
        assertThat(run("consistency", older, newer, consistency)).isZero();
    }

    @Test
    void provesNothingElse() throws IOException {
        String thief = SigningKey.fresh("kehu/x", VerifierKey.LOG).verifier().toString();
        assertThat(run("inclusion", newer, inclusion, leaf(4))).isOne();
        assertThat(run("inclusion", older, inclusion, leaf)).isOne();
        assertThat(run("inclusion", newer, inclusion, leaf, "--key", thief)).isOne();
        assertThat(run("consistency", older, checkpoint("other", 12), consistency)).isOne();
        assertThat(run("consistency", newer, newer, consistency)).isOne();
        assertThat(run(older)).isOne();
        assertThat(run(file("empty", ""))).isOne();
    }

    @Test
    void saysHowItIsUsed() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("inclusion", newer)).isEqualTo(2);
        assertThat(run(newer, "--wrong", "x")).isEqualTo(2);
        assertThat(run(newer, "--key")).isEqualTo(2);
        assertThat(run(newer, "--key", "no+verifier+key")).isEqualTo(2);
        assertThat(run(newer, "--key", older)).isEqualTo(2);
        assertThat(run(temp.resolve("nothing").toString())).isEqualTo(2);
    }
}
