package dev.kehu.platform.analysis.sql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.platform.analysis.duckdb.CopyFile.Folder;
import dev.kehu.platform.analysis.duckdb.Limits;
import dev.kehu.platform.answer.Unavailable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

class WatchmanTest {
    private static final Limits LIMITS = new Limits("1MB", 1, Duration.ofHours(1), 1, 1_000_000, 1);

    @TempDir Path root;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Statement statement =
            (Statement)
                    Proxy.newProxyInstance(
                            Statement.class.getClassLoader(),
                            new Class<?>[] {Statement.class},
                            (proxy, method, arguments) -> {
                                if (method.getName().equals("cancel")) cancelled.countDown();
                                return null;
                            });

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    private Watchman over(Folder folder) {
        return new Watchman(clock, statement, root.resolve("1.csv"), folder, LIMITS);
    }

    @Test
    void stopsAQuestionWhileTheDiskFillsUp() {
        try (Watchman watchman = over(new Folder(root, Long.MAX_VALUE))) {
            await().until(() -> cancelled.getCount() == 0);
            assertThatThrownBy(watchman::refuse)
                    .isInstanceOf(Unavailable.class)
                    .extracting("code")
                    .isEqualTo("analysis.busy");
        }
    }

    @Test
    void leavesAloneWhatKeepsItsLimits() {
        try (Watchman watchman = over(new Folder(root, 0))) {
            assertThatCode(watchman::refuse).doesNotThrowAnyException();
        }
    }
}
