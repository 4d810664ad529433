package dev.kehu.platform.saga;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A project is killed by the system, not by an exception, wherever a step of it ends: it goes on
 * when the program is started again, and comes to the same end. The build kills once at each kind
 * of boundary, {@code -Dkehu.lifecycle.kill-all} at each of each stage.
 */
@Execution(ExecutionMode.CONCURRENT)
class MortalProjectTest {
    private static final List<String> KILLS =
            System.getProperty("kehu.lifecycle.kill-all") == null ? Boundary.few() : Boundary.all();

    @TempDir Path temp;

    /** Lives until it is halted, or to its end; what it said. */
    private static List<String> life(Path data, String halt)
            throws IOException, InterruptedException {
        java.lang.Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                MortalProject.class.getName(),
                                data.toString(),
                                halt)
                        .redirectErrorStream(true)
                        .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            for (String line; (line = out.readLine()) != null; said.add(line))
                if (line.equals(Boundary.HALTED)) {
                    process.destroyForcibly().waitFor();
                    said.add(line);
                    return said;
                }
        }
        process.waitFor();
        return said;
    }

    @Test
    void comesToTheSameEndWhereverItIsKilled() throws Exception {
        List<String> undisturbed = ending(temp.resolve("calm"));
        for (String once : List.of("ImplementationFinished", "EffectEvaluated"))
            assertThat(undisturbed).filteredOn(it -> it.contains(' ' + once)).hasSize(1);
        assertThat(undisturbed).filteredOn(it -> it.contains(" OwnerReminded")).hasSize(12);
        assertThat(undisturbed).filteredOn(it -> it.contains(" StageOpened")).hasSize(6);
        assertThat(undisturbed).filteredOn(it -> it.contains(" MeasurementTaken")).isNotEmpty();
        Path data = temp.resolve("mortal");
        for (String place : KILLS)
            assertThat(life(data, place)).as(place).endsWith(Boundary.HALTED);
        assertThat(ending(data)).isEqualTo(undisturbed);
    }

    private static List<String> ending(Path data) throws IOException, InterruptedException {
        List<String> said = life(data, "nowhere");
        List<String> ending =
                said.stream().filter(it -> it.startsWith(MortalProject.ENDED)).toList();
        assertThat(ending).as(String.join("\n", said)).isNotEmpty();
        return ending;
    }
}
