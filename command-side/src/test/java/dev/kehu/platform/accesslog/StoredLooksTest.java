package dev.kehu.platform.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.audit.api.Access;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.proof.StoreCheck;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class StoredLooksTest {
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
}
