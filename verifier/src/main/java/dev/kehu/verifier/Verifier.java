package dev.kehu.verifier;

import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.TrustedKeys;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Proof;
import dev.kehu.verifier.tree.Rfc6962;
import dev.kehu.verifier.tree.Unproven;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line of the verifier. Ends with 0 (proved), 1 (not proved) or 2 (wrong use). */
public final class Verifier {
    private static final int PROVED = 0;
    private static final int NOT_PROVED = 1;
    private static final int WRONG_USE = 2;
    private static final String USAGE =
            """
            java -jar verifier.jar EXPORT [--key VKEY] [--checkpoint FILE …]
            java -jar verifier.jar inclusion CHECKPOINT PROOF LEAF [--key VKEY]
            java -jar verifier.jar consistency OLDER NEWER PROOF [--key VKEY]

            EXPORT is a file of ./kehu export, CHECKPOINT (OLDER, NEWER) an answer of /v1/audit/checkpoint,
            PROOF one of /v1/audit/proof, LEAF a line of /v1/audit/leaves, VKEY the answer of
            /v1/audit/key or a file with it. Without --key, an export is believed its own key. Says OK or the
            first thing that is wrong. Exit codes: 0 proved, 1 not proved, 2 wrong use.
            """;

    private final List<String> plain = new ArrayList<>();
    private final List<Note> held = new ArrayList<>();
    private Optional<VerifierKey> key = Optional.empty();

    private Verifier() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        try {
            out.println("OK: " + new Verifier().read(args).answer());
            return PROVED;
        } catch (Damage | Unproven damage) {
            out.println("NOT PROVED: " + damage.getMessage());
            return NOT_PROVED;
        } catch (IOException | InvalidPathException unreadable) {
            err.println("A file cannot be read: " + unreadable.getMessage());
        } catch (IllegalArgumentException wrong) {
            err.println(USAGE);
        }
        return WRONG_USE;
    }

    private Verifier read(List<String> args) throws IOException {
        for (int i = 0; i < args.size(); i++) {
            String word = args.get(i);
            if (!word.startsWith("--")) {
                plain.add(word);
                continue;
            }
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException(word);
            }
            String value = args.get(++i);
            switch (word) {
                case "--key" -> key = Optional.of(asked(value));
                case "--checkpoint" -> held.add(note(value));
                default -> throw new IllegalArgumentException(word);
            }
        }
        return this;
    }

    /** A text that is no key is a slip of who asks, not a proof that failed. */
    private static VerifierKey asked(String keyOrFile) throws IOException {
        try {
            return key(keyOrFile);
        } catch (Unproven noKey) {
            throw new IllegalArgumentException(keyOrFile, noKey);
        }
    }

    /** A key, or a file that holds it. */
    public static VerifierKey key(String keyOrFile) throws IOException {
        return keyOrFile.contains("+")
                        && keyOrFile.indexOf('\n') < 0
                        && Files.notExists(Path.of(keyOrFile))
                ? VerifierKey.parse(keyOrFile)
                : VerifierKey.parse(Files.readString(Path.of(keyOrFile)));
    }

    private static Note note(String file) throws IOException {
        return Note.parse(Files.readString(Path.of(file)));
    }

    private String answer() throws Damage, IOException {
        String first = plain.isEmpty() ? "" : plain.getFirst();
        if (first.equals("inclusion") && plain.size() == 4) {
            return inclusion();
        }
        if (first.equals("consistency") && plain.size() == 4) {
            return consistency();
        }
        if (plain.size() != 1) {
            throw new IllegalArgumentException(first);
        }
        Bundle.Proved proved = new Bundle(Path.of(first), key, held).check();
        return "%d events are those that %s signed, root %s"
                .formatted(
                        proved.events(),
                        proved.key(),
                        Base64.getEncoder().encodeToString(proved.checkpoint().root()));
    }

    private Checkpoint opened(String file) throws IOException {
        Note note = note(file);
        return key.isPresent()
                ? TrustedKeys.from(key.get(), List.of()).open(note)
                : Checkpoint.of(note);
    }

    private String inclusion() throws IOException {
        Checkpoint checkpoint = opened(plain.get(1));
        Map<?, ?> proof = Json.object(Files.readString(Path.of(plain.get(2))));
        Map<?, ?> leaf = Json.object(Files.readString(Path.of(plain.get(3))));
        long index = number(proof, "index");
        byte[] entry = decoded(leaf.get("leaf"));
        boolean proved =
                number(proof, "size") == checkpoint.size()
                        && number(leaf, "index") == index
                        && Proof.includes(
                                index,
                                checkpoint.size(),
                                Rfc6962.leaf(entry),
                                hashes(proof),
                                checkpoint.root());
        return said(proved, "event %d is in the log".formatted(index + 1));
    }

    private String consistency() throws IOException {
        Checkpoint older = opened(plain.get(1)), newer = opened(plain.get(2));
        Map<?, ?> proof = Json.object(Files.readString(Path.of(plain.get(3))));
        boolean proved =
                older.origin().equals(newer.origin())
                        && number(proof, "from") == older.size()
                        && number(proof, "to") == newer.size()
                        && Proof.extended(
                                older.size(),
                                older.root(),
                                newer.size(),
                                newer.root(),
                                hashes(proof));
        return said(
                proved,
                "the first %d of %d events did not change".formatted(older.size(), newer.size()));
    }

    private String said(boolean proved, String sentence) {
        if (!proved) {
            throw new Unproven("the proof does not show that " + sentence);
        }
        return sentence + (key.isPresent() ? "" : " (nobody's signature was checked: no --key)");
    }

    private static List<byte[]> hashes(Map<?, ?> proof) {
        List<byte[]> hashes = new ArrayList<>();
        if (proof.get("proof") instanceof List<?> texts) {
            texts.forEach(text -> hashes.add(decoded(text)));
        }
        return hashes;
    }

    private static byte[] decoded(Object base64) {
        try {
            return Base64.getDecoder().decode(String.valueOf(base64));
        } catch (IllegalArgumentException e) {
            throw new Unproven("something that has to be base64 is not");
        }
    }

    private static long number(Map<?, ?> object, String name) {
        if (object.get(name) instanceof BigInteger number && number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        throw new Unproven("the member " + name + " is missing");
    }
}
