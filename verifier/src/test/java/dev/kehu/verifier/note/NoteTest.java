package dev.kehu.verifier.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.verifier.tree.Rfc6962;
import dev.kehu.verifier.tree.Unproven;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class NoteTest {
    /** The example of golang.org/x/mod/sumdb/note; Ed25519 signs the same text the same way. */
    private static final String SECRET =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    private static final String OPEN =
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String TEXT =
            "If you think cryptography is the answer to your problem,\n"
                    + "then you don't know what your problem is.\n";
    private static final String SIGNED =
            TEXT
                    + "\n"
                    + "\u2014 PeterNeumann"
                    + " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    @Test
    void isSignedByteForByteAsElsewhere() {
        SigningKey key = SigningKey.parse(SECRET);
        assertThat(key.sign(new Note(TEXT, List.of()))).hasToString(SIGNED);
        assertThat(key.text()).isEqualTo(SECRET);
        assertThat(key.verifier()).hasToString(OPEN);
        assertThat(key.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void isReadAsElsewhere() {
        Note note = Note.parse(SIGNED);
        assertThat(VerifierKey.parse(OPEN).signed(note)).isTrue();
        assertThat(note).hasToString(SIGNED);
        Note other = new Note(TEXT.replace("you", "they"), note.signatures());
        assertThat(VerifierKey.parse(OPEN).signed(other)).isFalse();
        Note twice = note.with(new Note.Signature("PeterNeumann", 0xc74f20a3, new byte[64]));
        assertThat(VerifierKey.parse(OPEN).signed(twice)).isFalse();
        assertThat(SigningKey.fresh("PeterNeumann", VerifierKey.LOG).verifier().signed(note))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\n- PeterNeumann AAAAAAA=\n",
                "text\n\n\u2014 PeterNeumann AAAAAA==\n",
                "text\n\n\u2014 PeterNeumann AAAAAAAA",
                "te\u0001xt\n\n\u2014 PeterNeumann AAAAAAAA\n",
                "text\n\n\u2014 Peter+Neumann AAAAAAAA\n",
                "text\n\n\u2014 Peter\u2003Neumann AAAAAAAA\n"
            })
    void isNothingElse(String text) {
        assertThatThrownBy(() -> Note.parse(text)).isInstanceOf(Unproven.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
                "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
            })
    void isBelievedForNoBrokenKey(String vkey) {
        assertThatThrownBy(() -> VerifierKey.parse(vkey)).isInstanceOf(Unproven.class);
    }

    private static final SigningKey FIRST = SigningKey.fresh("kehu/x", VerifierKey.LOG);
    private static final SigningKey SECOND = SigningKey.fresh("kehu/x", VerifierKey.LOG);

    private static Checkpoint at(long size) {
        return new Checkpoint("kehu/x", size, Rfc6962.digest(new byte[] {(byte) size}));
    }

    @Test
    void holdsACheckpoint() {
        Note note = Note.parse(FIRST.sign(at(7).note()).toString());
        assertThat(note.text()).startsWith("kehu/x\n7\n").hasLineCount(3);
        Checkpoint read = TrustedKeys.from(FIRST.verifier(), List.of()).open(note);
        assertThat(read.sameAs(at(7))).isTrue();
        assertThat(read.sameAs(at(8))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kehu/x\n7\n",
                "kehu/x\n07\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                "kehu/x\n-7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                "kehu/x\n7\nAAAA\n",
                "\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
            })
    void holdsNoBrokenCheckpoint(String text) {
        Note note = FIRST.sign(new Note(text, List.of()));
        assertThatThrownBy(() -> Checkpoint.of(note)).isInstanceOf(Unproven.class);
    }

    @Nested
    class AfterAChangeOfKeys {
        private final Note step = TrustedKeys.rotation(FIRST, SECOND, at(7));
        private final TrustedKeys keys =
                TrustedKeys.from(FIRST.verifier(), List.of(Note.parse(step.toString())));

        @Test
        void theNewOneIsBelievedAndTheOldOneForWhatItSignedBefore() {
            assertThat(keys.newest()).hasToString(SECOND.verifier().toString());
            assertThat(keys.open(SECOND.sign(at(9).note())).size()).isEqualTo(9);
            assertThat(keys.open(FIRST.sign(at(7).note())).size()).isEqualTo(7);
            assertThatThrownBy(() -> keys.open(FIRST.sign(at(8).note())))
                    .hasMessageContaining("not signed by the key of this log");
        }

        @Test
        void whatTheOldOneSaidOfMoreIsOfLeavesThatAreLost() {
            assertThat(keys.followedBefore(FIRST.sign(at(9).note()))).hasValue(7);
            assertThat(keys.followedBefore(FIRST.sign(at(7).note()))).isEmpty();
            assertThat(keys.followedBefore(SECOND.sign(FIRST.sign(at(9).note())))).isEmpty();
            SigningKey thief = SigningKey.fresh("kehu/x", VerifierKey.LOG);
            assertThat(keys.followedBefore(thief.sign(at(9).note()))).isEmpty();
        }

        /** A restore with keys that are newer than the events: the second step is at fewer. */
        @Test
        void noneBeforeIsBelievedForMoreThanARestoredLogWentOnWith() {
            SigningKey third = SigningKey.fresh("kehu/x", VerifierKey.LOG);
            Note restored = TrustedKeys.rotation(SECOND, third, at(5));
            TrustedKeys all = TrustedKeys.from(FIRST.verifier(), List.of(step, restored));
            assertThat(all.open(FIRST.sign(at(5).note())).size()).isEqualTo(5);
            Note forged = FIRST.sign(at(6).note());
            assertThatThrownBy(() -> all.open(forged))
                    .hasMessageContaining("not signed by the key of this log");
            assertThat(all.followedBefore(forged)).hasValue(5);
        }

        @Test
        void whoKnowsTheNewOneAloneNeedsNoStep() {
            TrustedKeys later = TrustedKeys.from(SECOND.verifier(), List.of(step));
            assertThat(later.open(SECOND.sign(at(9).note())).size()).isEqualTo(9);
        }

        @Test
        void nobodyElseMakesAStep() {
            SigningKey thief = SigningKey.fresh("kehu/x", VerifierKey.LOG);
            String forged = step.text().replace(SECOND.verifier() + "", thief.verifier() + "");
            Note note = thief.sign(new Note(forged, step.signatures()));
            assertThatThrownBy(() -> TrustedKeys.from(FIRST.verifier(), List.of(note)))
                    .hasMessageContaining("not signed by both keys");
        }
    }

    @Test
    void isCosignedWithItsTime() {
        SigningKey witness = SigningKey.fresh("witness.example/w", VerifierKey.WITNESS);
        Note note = FIRST.sign(at(7).note());
        Note both = Note.parse(note.with(witness.cosign(note, 1_700_000_000)).toString());
        assertThat(witness.verifier().signed(both)).isTrue();
        assertThat(FIRST.verifier().signed(both)).isTrue();
        Note.Signature good = both.signatures().getLast();
        good.bytes()[7]++;
        assertThat(witness.verifier().signed(note.with(good))).isFalse();
    }
}
