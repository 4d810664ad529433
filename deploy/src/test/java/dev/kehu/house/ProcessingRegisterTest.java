package dev.kehu.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.disclosure.register.ProcessingRegister;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ProcessingRegisterTest {
    private static final Path PAGE = Sources.root().resolve("docs/processing-register.md");

    @Test
    void isTheOneCommitted() throws IOException {
        String now = ProcessingRegister.page();
        if ("write".equals(System.getProperty("kehu.catalogue"))) Files.writeString(PAGE, now);
        assertThat(PAGE)
                .as(
                        "what is personal changed; write the register again: mvn -pl deploy -am"
                                + " test -Dtest=ProcessingRegisterTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dkehu.catalogue=write")
                .hasContent(now);
    }
}
