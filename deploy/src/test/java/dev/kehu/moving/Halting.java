package dev.kehu.moving;

import dev.kehu.platform.backup.Backup;
import dev.kehu.platform.backup.Progress;
import dev.kehu.platform.backup.Restore;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventStorage;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.serializer.EventNames;
import dev.kehu.platform.serializer.SealingSerializer;
import dev.kehu.platform.transfer.HistoryExport;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a command that halts for ever at a certain line of its progress, to be killed there. */
public final class Halting {
    private static final String HALTED = "halted";

    private Halting() {}

    /** Returns when the process was killed at the n-th line that begins so. */
    public static void killAt(String beginning, int nth, Object... command)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("--enable-native-access=ALL-UNNAMED");
        words.add("-XX:TieredStopAtLevel=1");
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(Halting.class.getName());
        words.add(beginning);
        words.add(String.valueOf(nth));
        for (Object word : command) {
            words.add(word.toString());
        }
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var said = new StringBuilder();
        try (BufferedReader out = process.inputReader()) {
            for (String line; (line = out.readLine()) != null; said.append(line).append('\n')) {
                if (line.equals(HALTED)) {
                    process.destroyForcibly().waitFor();
                    return;
                }
            }
        }
        throw new IOException("It ended before it could be killed:\n" + said);
    }

    /** Where to halt, at which time, the command, the data directory and the other operands. */
    public static void main(String[] args) throws IOException {
        int[] left = {Integer.parseInt(args[1])};
        Progress halting =
                (what, done, total, unit) -> {
                    if (what.startsWith(args[0]) && --left[0] == 0) {
                        System.out.println(HALTED);
                        try {
                            System.in.read();
                        } catch (IOException gone) {
                            throw new IllegalStateException(gone);
                        }
                    }
                };
        Path one = Path.of(args[4]);
        Path other = Path.of(args[args.length - 1]);
        if (args[2].equals("restore")) {
            new Restore(one, other, halting).into(Path.of(args[3]));
            return;
        }
        try (DataDirectory data = DataDirectory.open(Path.of(args[3]))) {
            switch (args[2]) {
                case "backup" ->
                        new Backup(data.root(), Clock.systemUTC(), halting).take(one, other);
                case "export" -> export(data, one, halting);
                default -> new Importing(data, one, Optional.of(other)).take(halting);
            }
        }
    }

    private static void export(DataDirectory data, Path file, Progress halting) {
        MasterKeys masters = MasterKeys.open(data.file("master.keys"), false);
        try (var keys = SubjectKeys.open(data.file("keys.db"), masters);
                var storage =
                        EventStorage.over(
                                new SqliteEventLog(data.file("events.db"), Clock.systemUTC()),
                                new SealingSerializer(new EventNames(), new Envelope(keys)),
                                keys,
                                Clock.systemUTC())) {
            new HistoryExport(storage.history(), Clock.systemUTC(), halting).to(file);
        }
    }
}
