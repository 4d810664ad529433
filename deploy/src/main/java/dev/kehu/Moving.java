package dev.kehu;

import dev.kehu.cli.Invocation.Backup;
import dev.kehu.cli.Invocation.Export;
import dev.kehu.cli.Invocation.Import;
import dev.kehu.cli.Invocation.Restore;
import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;
import dev.kehu.control.ControlClient;
import dev.kehu.control.Replies;
import dev.kehu.moving.BackupErrand;
import dev.kehu.moving.Importing;
import dev.kehu.moving.Restoring;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.state.SqliteLibrary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** Backup, restore, export and import, from the command line to an exit code. */
final class Moving {
    private Moving() {}

    static int backup(Backup asked) {
        return sayingWhatFailed("backup", () -> copy(asked));
    }

    static int restore(Restore asked) {
        return sayingWhatFailed("restore", () -> bringBack(asked));
    }

    static int take(Import asked) {
        return sayingWhatFailed("import", () -> takeOver(asked));
    }

    /** No stack trace for people: none of these runs in a process that has a log. */
    private static int sayingWhatFailed(String command, IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (CannotStart refused) {
            throw refused;
        } catch (RuntimeException failure) {
            throw CannotStart.failed(command, failure);
        }
    }

    private static int copy(Backup asked) {
        Terminal terminal = Terminal.of(asked.json());
        Path root = refuseWithoutStores(asked.options());
        List<String> args = List.of(real(asked.to()).toString(), real(asked.keys()).toString());
        Replies replies = new Program.Spoken(terminal);
        try (DataDirectory data = DataDirectory.open(root)) {
            Server.refuseHalfAHistory(data);
            SqliteLibrary.keepIn(data);
            return new BackupErrand(data, Clock.systemUTC()).run(args, replies);
        } catch (DataDirectoryRefused refused) {
            CannotStart held = CannotStart.because(refused);
            if (!held.isHeldElsewhere()) {
                throw held;
            }
            return ask(root, BackupErrand.NAME, args, replies, held);
        }
    }

    static int ask(
            Path root, String command, List<String> args, Replies replies, CannotStart held) {
        try {
            return ControlClient.run(root, command, args, replies);
        } catch (IOException silent) {
            throw new CannotStart(
                    held.getMessage() + " It does not answer: " + silent.getMessage() + ".",
                    Program.FOUND_SOMETHING_WRONG);
        }
    }

    private static int bringBack(Restore asked) {
        Terminal terminal = Terminal.of(asked.json());
        Path data = real(asked.options().data());
        return new Restoring(
                        asked.from(), asked.keys(), asked.erased(), asked.withoutProofs(), data)
                .run(new Program.Spoken(terminal));
    }

    static int export(Export asked) {
        Terminal terminal = Terminal.of(asked.json());
        refuseWithoutStores(asked.options());
        List<String> args = new ArrayList<>(List.of(real(asked.file()).toString()));
        asked.keys().ifPresent(keys -> args.add(real(keys).toString()));
        return new Offline(asked.options(), terminal)
                .run("export", args, new Program.Spoken(terminal));
    }

    private static int takeOver(Import asked) {
        Terminal terminal = Terminal.of(asked.json());
        try (DataDirectory data = DataDirectory.open(asked.options().data())) {
            SqliteLibrary.keepIn(data);
            return new Importing(data, asked.file(), asked.keys())
                    .run(new Program.Spoken(terminal));
        } catch (DataDirectoryRefused refused) {
            throw CannotStart.because(refused);
        }
    }

    /** Only a directory this build wrote is opened: a copy must not upgrade anything. */
    static Path refuseWithoutStores(Options options) {
        if (!Files.isDirectory(options.data())) {
            throw new CannotStart(
                    "There is no data directory " + options.data() + ".", Program.WRONG_USE);
        }
        try {
            if (Program.holdsStores(options.data())) {
                return options.data();
            }
        } catch (DataDirectoryRefused refused) {
            throw CannotStart.because(refused);
        }
        throw new CannotStart(
                options.data() + " was not written by this Kehu; start it there once.",
                Program.FOUND_SOMETHING_WRONG);
    }

    /** Absolute, with links resolved as far as the path exists. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        try {
            if (Files.exists(absolute)) {
                return absolute.toRealPath();
            }
            return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
        } catch (IOException failure) {
            throw CannotStart.because(DataDirectoryRefused.because(path, failure));
        }
    }
}
