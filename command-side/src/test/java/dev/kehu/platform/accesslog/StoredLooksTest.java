package dev.kehu.platform.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.audit.api.Access;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.proof.StoreCheck;
import dev.kehu.verifier.Damage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

class StoredLooksTest {
    private static final int LOOKS = 200;

    @TempDir Path temp;

    private LogFolder folder() {
        return new LogFolder(temp.resolve("access"), temp.resolve("access.key"), "t/access");
    }

    private static void look(AccessJournal journal) {
        journal.record(Access.of(Instant.EPOCH, "ann", "/v1/x", "test", List.of("customer-1")));
        journal.log().checkpoint();
    }

    /** What was signed is read after it: nobody took a look away meanwhile. */
    @Test
    void isWholeWhereALookIsSignedAfterItWasOpened() throws Exception {
        Path file = temp.resolve("access.db");
        try (AccessJournal journal =
                new AccessJournal(file, folder(), Clock.systemUTC()).started()) {
            look(journal);
            try (StoredLooks looks = StoredLooks.in(file)) {
                look(journal);
                StoreCheck.Proved proved =
                        new StoreCheck(folder(), "look", looks::rows, Optional.empty(), List.of())
                                .run(done -> {});
                assertThat(proved.events()).isEqualTo(2).isEqualTo(proved.signed());
                looks.refuseStrays();
            }
        }
    }

    /** In a process whose heap holds those of one look many times, and not those of a page. */
    @Test
    @Timeout(60)
    void holdsTheNamesOfOneLookAtATime() throws Exception {
        Path file = temp.resolve("access.db");
        try (AccessFile made = AccessFile.open(file)) {
            made.append(IntStream.range(0, LOOKS).mapToObj(StoredLooksTest::manyNames).toList());
        }
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx16m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                StoredLooksTest.class.getName(),
                                file.toString())
                        .inheritIO()
                        .start();
        assertThat(child.waitFor()).isZero();
    }

    private static Access manyNames(int look) {
        List<String> names =
                IntStream.range(0, Access.LISTED)
                        .mapToObj(each -> "customer-%08d-of-a-file-%08d".formatted(each, look))
                        .toList();
        return Access.of(Instant.EPOCH, "ann", "/v1/customers", "test", names);
    }

    /** The file. */
    public static void main(String[] args) throws Damage {
        try (StoredLooks looks = StoredLooks.in(Path.of(args[0]))) {
            long good = looks.rows(0, 1_000).stream().filter(row -> row.wrong().isEmpty()).count();
            if (good != LOOKS) throw new AssertionError(good);
        }
    }
}
