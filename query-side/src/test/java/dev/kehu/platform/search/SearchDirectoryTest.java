package dev.kehu.platform.search;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.lucene.store.Directory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

class SearchDirectoryTest {
    private static final String WRITE = "write.lock";

    @TempDir Path root;

    @Test
    void letsOneWriteToAnIndexAtATime() throws IOException {
        SearchDirectory directory = new SearchDirectory(root);
        try (Directory one = directory.open("customers");
                Directory same = directory.open("customers");
                Directory other = directory.open("interactions")) {
            Lock held = one.obtainLock(WRITE);
            assertThatThrownBy(() -> same.obtainLock(WRITE))
                    .isInstanceOf(LockObtainFailedException.class);
            assertThatCode(() -> other.obtainLock(WRITE).close()).doesNotThrowAnyException();
            held.close();
            assertThatCode(() -> same.obtainLock(WRITE).close()).doesNotThrowAnyException();
        }
    }
}
