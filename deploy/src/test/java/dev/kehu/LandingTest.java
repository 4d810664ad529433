package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** {@code .ci/run} in a repository whose build only says something. */
class LandingTest {
    @TempDir Path repository;

    private record Run(int code, String said) {}

    private Run run(String built, int code) throws Exception {
        Path tools = Files.createDirectories(repository.resolve("tools"));
        for (String needed : new String[] {"curl", "python3", "strace"}) script(tools, needed, "");
        script(tools, "mvn", "echo '" + built + "'; exit " + code);
        Path ci = Files.createDirectories(repository.resolve(".ci"));
        script(ci, "smoke", "echo smoked");
        Files.copy(Path.of("../.ci/run"), ci.resolve("run"));
        ProcessBuilder command = new ProcessBuilder("bash", ci.resolve("run").toString());
        command.environment().merge("PATH", tools.toString(), (path, first) -> first + ":" + path);
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), said);
    }

    private static void script(Path directory, String name, String body) throws IOException {
        Path script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void landsWhatIsBuiltAndTestedWhole() throws Exception {
        assertThat(run("BUILD SUCCESS", 0).said()).contains("BUILD SUCCESS", "smoked");
    }

    @Test
    void landsNothingWhoseBuildFails() throws Exception {
        assertThat(run("BUILD FAILURE", 1).code()).isOne();
    }

    @Test
    void landsNothingWhileATestIsLeftOutForWantOfARight() throws Exception {
        Run run = run("SKIPPED: no right to mount a file system", 0);
        assertThat(run.code()).isOne();
        assertThat(run.said()).contains("left out").doesNotContain("smoked");
    }
}
