package dev.kehu.verifier;

import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.TrustedKeys;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Unproven;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Checks a file of {@code ./kehu export}: a first line with the key and the newest checkpoint, a
 * line for each event, behind every 256 of them their tile, and a last line.
 */
public final class Bundle {
    private final Path file;
    private final Optional<VerifierKey> known;
    private final List<Note> held;

    /**
     * @param known the key the auditor has; empty: the file's own is believed
     * @param held checkpoints the auditor has kept
     */
    public Bundle(Path file, Optional<VerifierKey> known, List<Note> held) {
        this.file = file;
        this.known = known;
        this.held = held;
    }

    /** What was proved. */
    public record Proved(long events, Checkpoint checkpoint, VerifierKey key) {}

    /**
     * @throws Damage at the first thing that is not as it was signed
     */
    public Proved check() throws Damage, IOException {
        HistoryCheck check = new HistoryCheck();
        try (Lines lines = Lines.open(file)) {
            return check(lines, check);
        } catch (Unproven unreadable) {
            long position = check.events() + 1;
            throw new Damage(
                    position,
                    "Event %d cannot be read: %s".formatted(position, unreadable.getMessage()));
        }
    }

    private Proved check(Lines lines, HistoryCheck check) throws Damage, IOException {
        Map<?, ?> header = lines.next();
        TrustedKeys keys;
        Checkpoint newest;
        try {
            keys = keys(header);
            newest = trusted(header, keys).open(Note.parse(text(header, "checkpoint")));
            check.expect(newest);
            for (Note note : notes(header, "checkpoints")) {
                check.expect(keys.open(note));
            }
            for (Note note : held) {
                check.expectKept(note, keys);
            }
        } catch (Unproven forged) {
            throw new Damage(0, "The signatures do not hold: " + forged.getMessage());
        }
        events(lines, check);
        check.end(true);
        if (newest.size() != check.events() || number(header, "head") != newest.size()) {
            throw new Damage(0, "The first line speaks of another number of events");
        }
        return new Proved(check.events(), newest, keys.newest());
    }

    private TrustedKeys keys(Map<?, ?> header) {
        if (header == null || !"history".equals(header.get("kehu")) || !header.containsKey("key")) {
            throw new Unproven("the file is no export with proofs");
        }
        VerifierKey first = VerifierKey.parse(text(header, "key"));
        return TrustedKeys.from(first, notes(header, "keyChanges"));
    }

    /**
     * Whose word the newest checkpoint is. Older ones may be of keys from before the auditor's:
     * they only add to what has to fit.
     */
    private TrustedKeys trusted(Map<?, ?> header, TrustedKeys own) {
        if (known.isEmpty()) {
            return own;
        }
        TrustedKeys trusted = TrustedKeys.from(known.get(), notes(header, "keyChanges"));
        if (!trusted.newest().toString().equals(own.newest().toString())) {
            throw new Unproven(
                    "the file is signed by %s, not by %s".formatted(own.newest(), known.get()));
        }
        return trusted;
    }

    private static void events(Lines lines, HistoryCheck check) throws Damage, IOException {
        for (Map<?, ?> line = lines.next(); line != null; line = lines.next()) {
            if (line.containsKey("tile")) {
                check.tile(bytes(text(line, "tile")));
            } else if (line.containsKey("position")) {
                check.event(event(line));
            } else {
                end(lines, line, check.events());
                return;
            }
        }
        throw new Unproven("the file ends there");
    }

    private static void end(Lines lines, Map<?, ?> trailer, long events) throws IOException {
        if (number(trailer, "events") != events || lines.next() != null) {
            throw new Unproven("the last line does not fit");
        }
    }

    private static Event event(Map<?, ?> line) {
        try {
            return new Event(
                    number(line, "position"),
                    text(line, "streamType"),
                    text(line, "stream"),
                    number(line, "seq"),
                    UUID.fromString(text(line, "eventId")),
                    text(line, "name"),
                    text(line, "revision"),
                    text(line, "subject"),
                    Instant.parse(text(line, "recordedAt")).toEpochMilli(),
                    stored(line, "payload"),
                    stored(line, "meta"),
                    bytes(text(line, "leaf")));
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException unreadable) {
            throw new Unproven("a member of it has the wrong form");
        }
    }

    private static byte[] stored(Map<?, ?> line, String name) {
        return line.containsKey(name)
                ? text(line, name).getBytes(StandardCharsets.UTF_8)
                : bytes(text(line, name + "Bytes"));
    }

    private static List<Note> notes(Map<?, ?> line, String name) {
        List<Note> notes = new ArrayList<>();
        if (line.get(name) instanceof List<?> texts) {
            texts.forEach(text -> notes.add(Note.parse(String.valueOf(text))));
        }
        return notes;
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new Unproven("something that has to be base64 is not");
        }
    }

    private static String text(Map<?, ?> line, String name) {
        if (line.get(name) instanceof String text) {
            return text;
        }
        throw new Unproven("the member " + name + " is missing");
    }

    private static long number(Map<?, ?> line, String name) {
        if (line.get(name) instanceof BigInteger number && number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        throw new Unproven("the member " + name + " is missing");
    }
}
