package dev.kehu.platform.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kehu.platform.backup.Stores;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.proof.MerkleLog;
import dev.kehu.platform.proof.StoredLeaves;
import dev.kehu.verifier.Bundle;
import dev.kehu.verifier.Damage;
import dev.kehu.verifier.Entry;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.SigningKey;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Frontier;
import dev.kehu.verifier.tree.Rfc6962;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

/**
 * Tampers with exports as one would who can compute every check and hash but has not the key.
 * Ninety-six times in the build; {@code -Dkehu.tamperings=1000} and more by hand.
 */
class BundleTamperingTest {
    private static final int TAMPERINGS = Integer.getInteger("kehu.tamperings", 96);
    private static final int EVENTS = 600;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path temp;

    private static Path file = Path.of("");
    private static VerifierKey key = SigningKey.fresh("none", VerifierKey.LOG).verifier();
    private static ObjectNode header = JSON.createObjectNode();
    private static List<ObjectNode> events = List.of();
    private static List<byte[]> tiles = List.of();

    /** What it says of the first bad event: which it may be. */
    private record Bad(Path file, long from, long to) {
        Bad(Path file, long position) {
            this(file, position, position);
        }
    }

    @BeforeAll
    static void export() throws IOException {
        file = temp.resolve("history.gz");
        try (Stores stores = Stores.with(temp.resolve("data"), EVENTS / 2)) {
            MerkleLog log =
                    new MerkleLog(
                            new LogFolder(temp.resolve("audit"), temp.resolve("key"), "kehu/t"),
                            new StoredLeaves(stores.history()));
            new HistoryExport(stores.history(), Clock.systemUTC(), (a, b, c, d) -> {}, log)
                    .to(file);
            key = log.key();
        }
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            List<String> lines = new Lines(in.readAllBytes()).lines();
            header = node(lines.getFirst());
            events =
                    lines.stream()
                            .filter(l -> l.startsWith("{\"position"))
                            .map(BundleTamperingTest::node)
                            .toList();
            tiles =
                    lines.stream()
                            .filter(l -> l.startsWith("{\"tile"))
                            .map(l -> decoded(node(l), "tile"))
                            .toList();
        }
    }

    private static ObjectNode node(String line) {
        return (ObjectNode) JSON.readTree(line.endsWith("}") ? line : line + "}");
    }

    private static byte[] decoded(ObjectNode node, String name) {
        return Base64.getDecoder().decode(node.get(name).asString());
    }

    private static Bundle bundle(Path file) {
        return new Bundle(file, Optional.of(key), List.of());
    }

    @Test
    void provesWhatNobodyTouched() throws Exception {
        assertThat(events).hasSize(EVENTS);
        assertThat(tiles).hasSize(3);
        Bundle.Proved proved = bundle(file).check();
        assertThat(proved.events()).isEqualTo(EVENTS);
        Path same = write(new Random(1), header, events, tiles);
        assertThat(bundle(same).check().events()).isEqualTo(EVENTS);
    }

    @Test
    void findsEveryTamperingAndNamesTheFirstBadEvent() throws IOException {
        long seed = Long.getLong("kehu.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < TAMPERINGS; i++) {
            int kind = i % 12;
            Bad bad = tampered(kind, random);
            Damage found = catchThrowableOfType(Damage.class, () -> bundle(bad.file).check());
            assertThat(found).as("seed %d, tampering %d of kind %d", seed, i, kind).isNotNull();
            assertThat(found.position())
                    .as("seed %d, tampering %d of kind %d: %s", seed, i, kind, found.getMessage())
                    .isBetween(bad.from, bad.to);
            Files.delete(bad.file);
        }
    }

    private static Bad tampered(int kind, Random random) throws IOException {
        int at = random.nextInt(EVENTS - 1), other = at + 1 + random.nextInt(EVENTS - 1 - at);
        List<ObjectNode> all = new ArrayList<>(events.stream().map(ObjectNode::deepCopy).toList());
        return switch (kind) {
            case 0 -> flipped(random);
            case 1 -> changed(random, all, at, false);
            case 2 -> changed(random, all, at, true);
            case 3 -> changedWithTiles(random, all, at);
            case 4 -> {
                all.remove(at);
                yield new Bad(write(random, headed(all.size()), all, tiles), at + 1);
            }
            case 5 -> {
                all.remove(at);
                yield new Bad(write(random, header, numbered(all), tiles), at + 1);
            }
            case 6 -> {
                all.add(at, all.get(other).deepCopy());
                yield new Bad(write(random, header, numbered(all), tiles), at + 1);
            }
            case 7 -> {
                all.set(at, events.get(other).deepCopy());
                all.set(other, events.get(at).deepCopy());
                yield new Bad(write(random, header, numbered(all), tiles), at + 1);
            }
            case 8 -> {
                all = all.subList(0, at + 1);
                yield new Bad(write(random, headed(at + 1), all, cut(at + 1)), at + 2);
            }
            case 9 -> member(random, all, at);
            case 10 -> signedByAnother(random, all, at);
            default -> {
                all.add(numberedAs(all.get(at).deepCopy(), EVENTS + 1));
                yield new Bad(write(random, headed(EVENTS + 1), all, tiles), EVENTS + 1);
            }
        };
    }

    /** Of the file as it is, behind the header of gzip, of which not every byte means something. */
    private static Bad flipped(Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[10 + random.nextInt(bytes.length - 10)] ^= (byte) (1 << random.nextInt(8));
        Path to = temp.resolve("flipped-" + random.nextLong());
        return new Bad(Files.write(to, bytes), 0, EVENTS + 1);
    }

    private static void change(ObjectNode event, Random random, boolean withLeaf) {
        String which = random.nextBoolean() ? "payload" : "meta";
        String text = event.get(which).asString();
        int at = random.nextInt(text.length());
        String with = text.charAt(at) == 'x' ? "y" : "x";
        event.put(which, text.substring(0, at) + with + text.substring(at + 1));
        if (withLeaf) {
            event.put("leaf", Base64.getEncoder().encodeToString(leaf(event)));
        }
    }

    private static byte[] leaf(ObjectNode e) {
        return Rfc6962.leaf(
                Entry.of(
                        UUID.fromString(e.get("eventId").asString()),
                        e.get("stream").asString(),
                        e.get("name").asString(),
                        e.get("revision").asString(),
                        e.get("seq").asLong(),
                        Instant.parse(e.get("recordedAt").asString()).toEpochMilli(),
                        digest(e, "payload"),
                        digest(e, "meta")));
    }

    private static byte[] digest(ObjectNode e, String name) {
        return Rfc6962.digest(e.get(name).asString().getBytes(StandardCharsets.UTF_8));
    }

    private static Bad changed(Random random, List<ObjectNode> all, int at, boolean withLeaf)
            throws IOException {
        change(all.get(at), random, withLeaf);
        return new Bad(write(random, header, all, tiles), at + 1);
    }

    /** The tiles fit then, so it can only be said before which checkpoint it was. */
    private static Bad changedWithTiles(Random random, List<ObjectNode> all, int at)
            throws IOException {
        change(all.get(at), random, true);
        return new Bad(write(random, header, all, madeOf(all)), 1, at + 1);
    }

    private static List<byte[]> madeOf(List<ObjectNode> all) {
        List<byte[]> made = new ArrayList<>();
        for (int start = 0; start < all.size(); start += 256) {
            int end = Math.min(start + 256, all.size());
            byte[] tile = new byte[(end - start) * 32];
            for (int i = start; i < end; i++) {
                System.arraycopy(leaf(all.get(i)), 0, tile, (i - start) * 32, 32);
            }
            made.add(tile);
        }
        return made;
    }

    private static Bad member(Random random, List<ObjectNode> all, int at) throws IOException {
        ObjectNode event = all.get(at);
        switch (random.nextInt(6)) {
            case 0 -> event.put("recordedAt", "1998-06-30T12:00:00Z");
            case 1 -> event.put("seq", event.get("seq").asLong() + 1);
            case 2 -> event.put("name", "customer.forgotten");
            case 3 -> event.put("eventId", UUID.randomUUID().toString());
            case 4 -> event.put("subject", "customer-nobody");
            default -> event.put("streamType", "contact");
        }
        return new Bad(write(random, header, all, tiles), at + 1);
    }

    private static Bad signedByAnother(Random random, List<ObjectNode> all, int at)
            throws IOException {
        all.get(at).put("meta", all.get(at).get("meta").asString() + " ");
        all.get(at).put("leaf", Base64.getEncoder().encodeToString(leaf(all.get(at))));
        Frontier frontier = new Frontier();
        all.forEach(event -> frontier.add(leaf(event)));
        SigningKey thief = SigningKey.fresh(key.name(), VerifierKey.LOG);
        Note note = thief.sign(new Checkpoint(key.name(), EVENTS, frontier.root()).note());
        ObjectNode forged = header.deepCopy();
        forged.put("key", thief.verifier().toString());
        forged.put("checkpoint", note.toString());
        Path to = write(random, forged, all, madeOf(all));
        assertThat(new Bundle(to, Optional.empty(), List.of()))
                .satisfies(it -> assertThat(it.check().events()).isEqualTo(EVENTS));
        return new Bad(to, 0);
    }

    private static ObjectNode headed(long head) {
        return header.deepCopy().put("head", head);
    }

    private static ObjectNode numberedAs(ObjectNode event, long position) {
        return event.put("position", position);
    }

    private static List<ObjectNode> numbered(List<ObjectNode> all) {
        for (int i = 0; i < all.size(); i++) {
            numberedAs(all.get(i), i + 1);
        }
        return all;
    }

    private static List<byte[]> cut(int size) {
        List<byte[]> cut = new ArrayList<>();
        for (int start = 0; start < size; start += 256) {
            cut.add(Arrays.copyOf(tiles.get(start / 256), Math.min(256, size - start) * 32));
        }
        return cut;
    }

    /** With every check computed anew, and the tiles where they have to be. */
    private static Path write(
            Random random, ObjectNode first, List<ObjectNode> all, List<byte[]> hashes)
            throws IOException {
        Path to = temp.resolve("tampered-" + random.nextLong());
        try (LineOutput out = new LineOutput(Files.newOutputStream(to))) {
            out.write(first);
            for (int i = 1; i <= all.size(); i++) {
                out.write(all.get(i - 1));
                int tile = (i - 1) / 256;
                if ((i % 256 == 0 || i == all.size()) && tile < hashes.size()) {
                    out.write(new Evidence.TileLine(hashes.get(tile)));
                }
            }
            out.write(new Trailer(all.size(), ""));
        }
        return to;
    }

    @Test
    void believesNoKeyThatWasFollowedByTheOneAnAuditorKnows(@TempDir Path other) throws Exception {
        Path to = other.resolve("history.gz");
        try (Stores stores = Stores.with(other.resolve("data"), 5)) {
            MerkleLog log =
                    new MerkleLog(
                            new LogFolder(other.resolve("audit"), other.resolve("key"), "kehu/t"),
                            new StoredLeaves(stores.history()));
            String before = log.checkpoint().toString();
            log.changeKey();
            new HistoryExport(stores.history(), Clock.systemUTC(), (a, b, c, d) -> {}, log).to(to);
            Bundle whole = new Bundle(to, Optional.of(log.key()), List.of());
            assertThat(whole.check().key()).hasToString(log.key().toString());
            Path forged = other.resolve("forged");
            try (var in = new GZIPInputStream(Files.newInputStream(to))) {
                List<ObjectNode> lines =
                        new Lines(in.readAllBytes())
                                .lines().stream().map(BundleTamperingTest::node).toList();
                lines.getFirst().put("checkpoint", before);
                try (LineOutput out = new LineOutput(Files.newOutputStream(forged))) {
                    for (ObjectNode line : lines) {
                        out.write(line);
                    }
                }
            }
            Bundle bundle = new Bundle(forged, Optional.of(log.key()), List.of());
            assertThat(catchThrowableOfType(Damage.class, bundle::check))
                    .isNotNull()
                    .hasMessageContaining("not signed by the key of this log");
        }
    }
}
