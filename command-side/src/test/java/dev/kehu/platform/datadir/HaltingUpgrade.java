package dev.kehu.platform.datadir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An upgrade in a process of its own that halts in the middle of its second step. */
final class HaltingUpgrade {
    private static final String HALTED = "halted";

    private HaltingUpgrade() {}

    /** Returns when the process was killed there. */
    static void kill(Path root) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                HaltingUpgrade.class.getName(),
                                root.toString())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader out = process.inputReader()) {
            String said = out.readLine();
            if (!HALTED.equals(said)) {
                throw new IOException("It did not halt: " + said);
            }
            process.destroyForcibly().waitFor();
        }
    }

    public static void main(String[] args) {
        List<Upgrade> steps =
                List.of(
                        new Upgrade(0, 1, root -> Files.writeString(root.resolve("a"), "a")),
                        new Upgrade(1, 3, HaltingUpgrade::halt));
        DataDirectory.open(Path.of(args[0]), 3, steps).close();
    }

    private static void halt(Path root) throws IOException {
        Files.writeString(root.resolve("b"), "half");
        System.out.println(HALTED);
        System.in.read();
    }
}
