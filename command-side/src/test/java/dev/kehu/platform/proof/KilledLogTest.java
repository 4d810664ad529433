package dev.kehu.platform.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.tree.Frontier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Killed again and again while it writes, the log goes on, and never says two things of a size. */
@Execution(ExecutionMode.CONCURRENT)
class KilledLogTest {
    private static final int KILLS = Integer.getInteger("kehu.kills", 4);

    @TempDir Path temp;

    @Test
    void goesOnAfterEveryKill() throws IOException, InterruptedException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<Long, String> said = new HashMap<>();
        long largest = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            // as many leaves as were acknowledged, and some more
            largest = run((int) largest + random.nextInt(300), 1 + random.nextInt(40), said);
        }
        Rows rows = new Rows((int) largest + 1);
        MerkleLog log =
                new MerkleLog(
                        new LogFolder(temp.resolve("audit"), temp.resolve("audit.key"), "k"), rows);
        said.put(
                rows.head(),
                Base64.getEncoder().encodeToString(Checkpoint.of(log.checkpoint()).root()));
        assertThat(said).as("seed %d", seed).isEqualTo(expected(said, rows.head()));
    }

    private long run(int leaves, int lines, Map<Long, String> said)
            throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LogChild.class.getName(),
                                temp.toString(),
                                Integer.toString(leaves))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        long largest = 0;
        try (var out =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < lines; i++) {
                String[] words = out.readLine().split(" ");
                largest = Long.parseLong(words[1]);
                said.put(largest, words[2]);
            }
            child.toHandle().destroyForcibly(); // the process alone would close the stream, too
            // what it managed to sign after the last line that was read may be in the folder
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] words = line.split(" ");
                if (words.length == 3) {
                    largest = Long.parseLong(words[1]);
                    said.put(largest, words[2]);
                }
            }
        }
        child.waitFor();
        return largest + 700; // it may have signed one more than it could say
    }

    private static Map<Long, String> expected(Map<Long, String> said, long head) {
        Map<Long, String> expected = new HashMap<>();
        Frontier frontier = new Frontier();
        for (long size = 0; size <= head; size++) {
            if (said.containsKey(size)) {
                expected.put(size, Base64.getEncoder().encodeToString(frontier.root()));
            }
            frontier.add(Rows.leaf(size));
        }
        return expected;
    }
}
