package dev.kehu.verifier.witness;

import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.tree.Rfc6962;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;

/** What a witness signed last of each log, in a file each. */
public record Seen(Path folder) {
    private Path file(String origin) {
        byte[] name = Rfc6962.digest(origin.getBytes(StandardCharsets.UTF_8));
        return folder.resolve("seen-" + HexFormat.of().formatHex(name, 0, 8));
    }

    /** Null when nothing was signed. */
    Checkpoint of(String origin) throws IOException {
        Path file = file(origin);
        if (Files.notExists(file)) {
            return null;
        }
        Checkpoint last = Checkpoint.of(new Note(Files.readString(file), List.of()));
        if (!last.origin().equals(origin)) {
            throw new IOException(file + " is of another log");
        }
        return last;
    }

    /** Synced when it returns. */
    void remember(Checkpoint checkpoint) throws IOException {
        Path file = file(checkpoint.origin());
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, checkpoint.note().text());
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
