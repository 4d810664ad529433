package dev.kehu.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.verifier.tree.Proof;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The published cases of transparency-dev/merkle: 12 that hold, 184 that must not. */
class VectorsTest {
    private static final int ALL = 196;

    @Test
    void areJudgedAsPublished() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<Map<?, ?>> cases = cases();
        for (Map<?, ?> each : cases) {
            if (holds(each) == (Boolean) each.get("wantErr")) {
                wrong.add(String.valueOf(each.get("case")));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cases).hasSize(ALL);
    }

    private static List<Map<?, ?>> cases() throws IOException {
        try (var in = VectorsTest.class.getResourceAsStream("/proofs/merkle-proofs.jsonl")) {
            List<Map<?, ?>> cases = new ArrayList<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> cases.add(Json.object(line)));
            return cases;
        }
    }

    private static boolean holds(Map<?, ?> each) {
        List<byte[]> proof = new ArrayList<>();
        if (each.get("proof") instanceof List<?> hashes) {
            hashes.forEach(hash -> proof.add(bytes(hash)));
        }
        if (each.get("kind").equals("inclusion")) {
            return Proof.includes(
                    number(each.get("leafIdx")),
                    number(each.get("treeSize")),
                    bytes(each.get("leafHash")),
                    proof,
                    bytes(each.get("root")));
        }
        return Proof.extended(
                number(each.get("size1")),
                bytes(each.get("root1")),
                number(each.get("size2")),
                bytes(each.get("root2")),
                proof);
    }

    private static byte[] bytes(Object base64) {
        return base64 == null ? new byte[0] : Base64.getDecoder().decode((String) base64);
    }

    /** Some are beyond a signed long; they wrap to what nobody takes for a size. */
    private static long number(Object number) {
        return ((BigInteger) number).longValue();
    }
}
