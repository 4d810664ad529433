package dev.kehu;

import dev.kehu.cli.Invocation.Verify;
import dev.kehu.cli.Terminal;
import dev.kehu.control.Replies;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.proving.BundleProof;
import dev.kehu.proving.Held;
import dev.kehu.proving.Unattended;
import dev.kehu.proving.VerifyErrand;
import dev.kehu.verifier.Verifier;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Unproven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The command that verifies, from the command line to an exit code. */
final class Verifying {
    private Verifying() {}

    static int run(Verify asked) {
        Terminal terminal = Terminal.of(asked.json());
        Replies replies = new Program.Spoken(terminal);
        Held held = new Held(key(asked), checkpoints(asked));
        if (asked.bundle().isPresent()) {
            Path file = asked.bundle().get();
            if (!Files.isRegularFile(file)) {
                throw new CannotStart("There is no file " + file + ".", Program.WRONG_USE);
            }
            return new BundleProof(file, held).run(replies);
        }
        Path root = Moving.refuseWithoutStores(asked.options());
        try (DataDirectory data = DataDirectory.open(root)) {
            return new Unattended(data, held).run(replies);
        } catch (DataDirectoryRefused refused) {
            CannotStart why = CannotStart.because(refused);
            if (!why.isHeldElsewhere()) {
                throw why;
            }
            return Moving.ask(root, VerifyErrand.NAME, held.args(), replies, why);
        } catch (RuntimeException failure) {
            throw failure instanceof CannotStart known
                    ? known
                    : CannotStart.failed(VerifyErrand.NAME, failure);
        }
    }

    private static Optional<VerifierKey> key(Verify asked) {
        try {
            return asked.key().isPresent()
                    ? Optional.of(Verifier.key(asked.key().get()))
                    : Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            throw new CannotStart(
                    "--key is no verifier key, nor a file with one.", Program.WRONG_USE);
        }
    }

    private static List<Note> checkpoints(Verify asked) {
        if (asked.checkpoint().isEmpty()) {
            return List.of();
        }
        Path file = asked.checkpoint().get();
        try {
            return List.of(Note.parse(Files.readString(file)));
        } catch (IOException | Unproven unreadable) {
            throw new CannotStart("There is no checkpoint in " + file + ".", Program.WRONG_USE);
        }
    }
}
