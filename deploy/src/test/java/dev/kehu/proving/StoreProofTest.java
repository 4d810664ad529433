package dev.kehu.proving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.audit.api.Access;
import dev.kehu.control.Heard;
import dev.kehu.platform.accesslog.AccessJournal;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.proof.LeafHashes;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.proof.MerkleLog;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.SigningKey;
import dev.kehu.verifier.note.VerifierKey;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What comes of verifying a directory with a signed history of no events, and with looks. */
class StoreProofTest {
    private static final Held NOTHING = new Held(Optional.empty(), List.of());

    @TempDir Path temp;

    private @Nullable DataDirectory opened;

    @BeforeEach
    void sign() throws Exception {
        opened = DataDirectory.open(temp.resolve("data"));
        new MerkleLog(folder("audit"), new NoLeaves()).checkpoint();
    }

    @AfterEach
    void close() {
        data().close();
    }

    private record NoLeaves() implements LeafHashes {
        @Override
        public long head() {
            return 0;
        }

        @Override
        public List<byte[]> after(long count, int most) {
            return List.of();
        }
    }

    private DataDirectory data() {
        return Objects.requireNonNull(opened);
    }

    private LogFolder folder(String log) {
        return new LogFolder(data().file(log), data().file(log + ".key"), "kehu/s/" + log);
    }

    /** Signed when it is closed. */
    private void look() throws Exception {
        try (AccessJournal journal =
                new AccessJournal(data().file("access.db"), folder("access"), Clock.systemUTC())
                        .started()) {
            journal.record(Access.of(Instant.EPOCH, "ann", "/v1/x", "test", List.of("customer-1")));
        }
    }

    private JsonNode verified(boolean good, Held held) {
        Heard said = new Heard();
        int code = new StoreProof(data(), held, said).run((position, limit) -> List.of(), "ok");
        assertThat(said.answers).hasSize(1);
        JsonNode answer = new JsonMapper().readTree(said.answers.getFirst());
        assertThat(answer.get("ok").asBoolean()).as(answer.toString()).isEqualTo(good);
        assertThat(code).isEqualTo(good ? 0 : 1);
        return answer;
    }

    private static String detail(JsonNode answer) {
        return answer.at("/access/detail").asString();
    }

    @Test
    void findsThatLooksWereTakenAwayWithAllThatProvesThem() throws Exception {
        for (List<String> gone : List.of(List.of("access"), List.of("access", "access.db"))) {
            look();
            assertThat(verified(true, NOTHING).at("/access/entries").asLong()).isPositive();
            for (String each : gone) Directories.delete(data().file(each));
            JsonNode answer = verified(false, NOTHING);
            assertThat(answer.at("/access/ok").asBoolean()).isFalse();
            assertThat(detail(answer)).contains("access.key is there, but what it signed is gone");
            Directories.delete(data().file("access.key"));
            Directories.delete(data().file("access.db"));
        }
    }

    @Test
    void saysHowMuchItProvesThatNobodyLooked() throws Exception {
        assertThat(detail(verified(true, NOTHING))).contains("nothing proves that none was");
        String key = SigningKey.fresh("kehu/s/access", VerifierKey.LOG).text() + "\n";
        Files.writeString(data().file("access.key"), key);
        Files.createFile(Files.createDirectory(data().file("access")).resolve("beginning"));
        assertThat(detail(verified(true, NOTHING))).contains("written down yet");
    }

    @Test
    void answersWhereWhatWasKeptIsNoCheckpoint() throws Exception {
        Note none = SigningKey.fresh("k", VerifierKey.LOG).sign(new Note("a change\n", List.of()));
        JsonNode answer = verified(false, new Held(Optional.empty(), List.of(none)));
        assertThat(answer.get("detail").asString()).contains("kept as a checkpoint is none");
        assertThat(answer.get("events").asLong()).isZero();
    }

    @Test
    void blamesNeitherLogForTheKeyOfAnother() {
        VerifierKey other = SigningKey.fresh("kehu/other", VerifierKey.LOG).verifier();
        JsonNode answer = verified(false, new Held(Optional.of(other), List.of()));
        assertThat(answer.get("detail").asString()).contains("kehu/other", "neither");
        assertThat(answer.at("/access/ok").asBoolean()).isTrue();
    }

    @Test
    void holdsWhatWasKeptOfLooksAgainstThemWhereTheirKeyIsDamagedOrGone() throws Exception {
        look();
        VerifierKey kept = SigningKey.parse(Files.readString(data().file("access.key"))).verifier();
        Held held = new Held(Optional.of(kept), List.of());
        verified(true, held);
        Files.writeString(data().file("access.key"), "damaged");
        for (int times = 0; times < 2; times++) {
            JsonNode answer = verified(false, held);
            assertThat(answer.at("/access/ok").asBoolean()).isFalse();
            assertThat(answer.get("detail").asString()).isEqualTo(detail(answer));
            Directories.delete(data().file("access.key"));
            Directories.delete(data().file("access"));
            Directories.delete(data().file("access.db"));
        }
    }
}
