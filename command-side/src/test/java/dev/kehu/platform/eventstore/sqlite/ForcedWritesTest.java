package dev.kehu.platform.eventstore.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts, with {@code strace}, what is forced to disk before each acknowledgement: the system calls
 * themselves, whatever the code above them believes. Where there is no {@code strace} it says so
 * and is skipped.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(300)
class ForcedWritesTest {
    private static final Pattern CALL =
            Pattern.compile("(pwrite64|write|fsync|fdatasync|ftruncate)\\((\\d+)<([^>]*)>(.*)");

    private static final String UNFINISHED = "<unfinished ...>";
    private static final String RESUMED = "resumed>";

    @TempDir private Path directory;

    /** What the calls of a run amount to. */
    private record Forced(
            int acknowledged, int forced, int unforced, int headers, List<String> wrong) {}

    @Test
    void forcesEveryGroupBeforeItIsAcknowledged() throws Exception {
        Forced run = trace();
        System.out.println("forced " + run.forced + " times for " + run.acknowledged + " groups");
        assertThat(run.acknowledged).isEqualTo(Traced.GROUPS);
        assertThat(run.wrong).isEmpty();
        assertThat(run.headers)
                .as("logs begun, the first and behind a checkpoint")
                .isGreaterThan(1);
        assertThat(run.unforced).as("acknowledged before all was forced").isZero();
        assertThat(run.forced).isGreaterThanOrEqualTo(Traced.GROUPS);
    }

    /** The control. */
    @Test
    void seesThatNormalForcesFarLess() throws Exception {
        Forced run = trace("NORMAL");
        System.out.println("NORMAL: " + run.forced + " for " + run.acknowledged);
        assertThat(run.acknowledged).isEqualTo(Traced.GROUPS);
        assertThat(run.unforced).isGreaterThan(Traced.GROUPS / 2);
        assertThat(run.forced).isLessThan(Traced.GROUPS / 2); // logs begin anew often here
    }

    private Forced trace(String... level) throws IOException, InterruptedException {
        Path calls = directory.resolve("calls");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "strace",
                                "-f",
                                "-y",
                                "-s",
                                "16",
                                "-e",
                                "trace=pwrite64,write,fsync,fdatasync,ftruncate",
                                "-o",
                                calls.toString(),
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Traced.class.getName(),
                                directory.resolve("events.db").toString()));
        command.addAll(List.of(level));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            System.out.println("SKIPPED: no strace here, so nobody counts what is forced");
            return abort("needs strace");
        }
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0 && said.contains("ptrace")) {
            System.out.println("SKIPPED: strace may not trace here: " + said);
            return abort("needs the right to trace");
        }
        return count(Files.readAllLines(calls));
    }

    /**
     * Each call in one line, where it ended: one that others overtook is told in two, and has done
     * nothing before the second.
     */
    private static List<String> ended(List<String> calls) {
        Map<String, String> begun = new HashMap<>();
        List<String> ended = new ArrayList<>();
        for (String line : calls) {
            String thread = line.substring(0, line.indexOf(' '));
            int resumed = line.indexOf(RESUMED);
            if (line.endsWith(UNFINISHED)) {
                begun.put(thread, line.substring(0, line.length() - UNFINISHED.length()));
            } else if (resumed > 0) {
                String rest = line.substring(resumed + RESUMED.length());
                ended.add(begun.getOrDefault(thread, "").stripTrailing() + rest);
            } else {
                ended.add(line);
            }
        }
        return ended;
    }

    /** What is in the log, forced, is in the database after a power cut. */
    private static boolean isLog(String file) {
        return file.endsWith("-wal");
    }

    private Forced count(List<String> calls) {
        Set<String> dirty = new HashSet<>();
        Set<String> headers = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        int acknowledged = 0;
        int forced = 0;
        int unforced = 0;
        int begun = 0;
        for (String line : ended(calls)) {
            Matcher call = CALL.matcher(line);
            if (!call.find()) {
                continue;
            }
            String file = call.group(3);
            boolean log = isLog(file);
            if (call.group(4).contains("\"" + Traced.ACKNOWLEDGED)) {
                acknowledged++;
                unforced += dirty.stream().anyMatch(ForcedWritesTest::isLog) ? 1 : 0;
            } else if (!file.contains("events.db") || file.endsWith("-shm")) {
                continue;
            } else if (call.group(1).contains("sync")) {
                forced += log ? 1 : 0;
                headers.remove(file);
                dirty.remove(file);
            } else {
                if (log && call.group(4).endsWith(", 32, 0) = 32") && !dirty.isEmpty()) {
                    wrong.add("the log begins anew before the database is forced: " + line);
                }
                if (headers.contains(file)) {
                    wrong.add("a frame before the log's new header is forced: " + line);
                }
                if (log && line.contains(", 32, 0) = 32")) {
                    headers.add(file);
                    begun++;
                }
                dirty.add(file);
            }
        }
        return new Forced(acknowledged, forced, unforced, begun, wrong);
    }
}
