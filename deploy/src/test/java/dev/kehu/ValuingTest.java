package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class ValuingTest {
    /** It holds the codes of customers: nothing of them may lie where no sweep looks. */
    @Test
    void leavesItsAnswerInTheDataDirectory(@TempDir Path data) throws Exception {
        Files.createFile(data.resolve("master.keys")); // the keys may be in PostgreSQL
        assertThat(Valuing.answerFile(data)).hasParent(data.toAbsolutePath());
    }

    @Test
    void leavesAnEmptyDirectoryEmpty(@TempDir Path data) throws Exception {
        Path answer = Valuing.answerFile(data);
        Files.delete(answer);
        assertThat(data).isEmptyDirectory();
        assertThat(answer.getParent()).isNotEqualTo(data);
    }
}
