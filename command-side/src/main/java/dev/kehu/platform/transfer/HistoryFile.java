package dev.kehu.platform.transfer;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.StoredEvent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A history file, read from its first line; every line is checked before anybody sees it. */
final class HistoryFile {
    private final Path file;

    HistoryFile(Path file) {
        this.file = file;
    }

    /** Gets events in order, 1, 2, 3 …, each whole and with its leaf. */
    interface Each {
        void event(StoredEvent event);
    }

    Header header() throws IOException {
        try (LineInput lines = open()) {
            return header(lines);
        }
    }

    /**
     * Reads to the end.
     *
     * @throws Refusal at the first line that is not as it was written, or missing
     */
    Trailer read(Each each) throws IOException {
        try (LineInput lines = open()) {
            Header header = header(lines);
            Leaves leaves = new Leaves();
            for (long position = 1; position <= header.head(); position++) {
                StoredEvent event = event(lines, position);
                leaves.add(event.leaf());
                each.event(event);
            }
            Trailer trailer = lines.next(Trailer.class);
            if (trailer == null
                    || trailer.events() != header.head()
                    || !leaves.hex().equals(trailer.leaves())) {
                throw lines.damaged("the sum of all leaves does not fit");
            }
            if (lines.next(Trailer.class) != null) {
                throw lines.damaged("nothing should follow");
            }
            return trailer;
        }
    }

    private static StoredEvent event(LineInput lines, long position) throws IOException {
        HistoryLine line = lines.next(HistoryLine.class);
        if (line == null) {
            throw lines.damaged("the file ends there");
        }
        if (line.incomplete()) {
            throw lines.damaged("a member is missing");
        }
        StoredEvent event = line.event();
        if (event.position() != position) {
            throw lines.damaged("position " + position + " is missing");
        }
        if (!event.fitsItsLeaf()) {
            throw lines.damaged("its leaf does not fit");
        }
        return event;
    }

    private Header header(LineInput lines) throws IOException {
        Header header = lines.next(Header.class);
        if (header == null || !Header.KIND.equals(header.kehu()) || header.storeId() == null) {
            throw Refusal.invalid(
                    "import.not-history", file + " was not written by ./kehu export.");
        }
        if (header.format() > Header.FORMAT) {
            throw Refusal.conflict(
                    "import.newer", file + " was written by a newer Kehu; import it with that.");
        }
        return header;
    }

    private LineInput open() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Refusal.unknown("import.no-file", "There is no file " + file + ".");
        }
        return LineInput.open(file);
    }
}
