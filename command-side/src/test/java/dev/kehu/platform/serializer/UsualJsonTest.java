package dev.kehu.platform.serializer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.core.JacksonException;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** What is read as bytes is what the parser reads, and what it refuses is refused. */
class UsualJsonTest {
    private static final int ROUNDS = 200;
    private static final byte[] ODD =
            "\"\\\u0000\u001f ,:{}[]0n/\u00e9\uFFFD".getBytes(StandardCharsets.UTF_8);

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final Random dice = new Random(seed);
    private final RandomEvents random = new RandomEvents(dice);

    @TempDir private Path directory;
    private SubjectKeys keys;
    private Envelope envelope;
    private SealingSerializer serializer;

    @BeforeEach
    void open() {
        keys =
                SubjectKeys.open(
                        directory.resolve("keys.db"),
                        MasterKeys.open(directory.resolve("master.keys"), true));
        envelope = new Envelope(keys);
        serializer = new SealingSerializer(new EventNames(), envelope);
    }

    @AfterEach
    void close() {
        keys.close();
    }

    private static List<Class<?>> types() {
        return EventNames.FAMILIES.stream()
                .<Class<?>>flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                .toList();
    }

    /** The texts made here are odder than those of people. */
    @Test
    void knowsWhatTheSerializerWrites() {
        int usual = 0;
        int all = 0;
        for (Class<?> type : types()) {
            EventShape shape = EventShape.of(type);
            UsualMembers members =
                    new UsualMembers(
                            type.getRecordComponents(),
                            shape.open(),
                            shape.sealed(),
                            serializer.getObjectMapper());
            for (int i = 0; i < ROUNDS; i++, all++) {
                Object[] values = new Object[type.getRecordComponents().length];
                byte[][] sealed = new byte[shape.sealed().size()][];
                usual += members.read(stored(random.next(type)), values, sealed) ? 1 : 0;
            }
        }
        assertThat(usual).as("of %s, seed %s", all, seed).isGreaterThan(all / 4);
    }

    @Test
    void readsChangedBytesAsTheParserDoes() {
        int readable = 0;
        for (Class<?> type : types()) {
            for (int i = 0; i < ROUNDS; i++) {
                byte[] changed = changed(stored(random.next(type)));
                Object read = outcome(type, changed);
                assertThat(read)
                        .as("%s, seed %d: %s", type, seed, text(changed))
                        .isEqualTo(outcome(type, unusual(changed)));
                readable += read instanceof DomainEvent ? 1 : 0;
            }
        }
        assertThat(readable).as("seed %d", seed).isPositive();
    }

    @Test
    void readsChangedBytesOfSealedPartsAsTheParserDoes() {
        for (Class<?> type : types()) {
            EventShape shape = EventShape.of(type);
            for (int i = 0; i < ROUNDS && !shape.sealed().isEmpty(); i++) {
                DomainEvent event = random.next(type);
                List<byte[]> plain = new ArrayList<>();
                shape.sealed().forEach(part -> plain.add(changed(plain(event, part.parts()))));
                assertThat(outcome(type, sealed(event, shape, plain)))
                        .as(
                                "%s, seed %d: %s",
                                type, seed, plain.stream().map(UsualJsonTest::text).toList())
                        .isEqualTo(
                                outcome(
                                        type,
                                        sealed(
                                                event,
                                                shape,
                                                plain.stream()
                                                        .map(UsualJsonTest::unusual)
                                                        .toList())));
            }
        }
    }

    @Test
    void findsTheEndOfATextWhereverItStands() {
        for (int before = 0; before < 20; before++) {
            for (int length = 0; length < 40; length++) {
                for (int end = 0; end < 256; end++) {
                    byte[] json = new byte[before + length + 10];
                    Arrays.fill(json, (byte) 'x');
                    Arrays.fill(json, 0, before, (byte) '[');
                    json[before] = '"';
                    json[before + 1 + length] = (byte) end;
                    json[before + 5 + length] = '"';
                    String text = past(json, before).text();
                    byte[] ascii = past(json, before).ascii();
                    boolean odd = end == '\\' || end < ' ';
                    int expected = end == '"' ? length : length + 4;
                    assertThat(text == null ? -1 : text.length())
                            .as("%d %d %d", before, length, end)
                            .isEqualTo(odd || end > 127 ? -1 : expected);
                    assertThat(ascii == null ? -1 : ascii.length)
                            .as("%d %d %d", before, length, end)
                            .isEqualTo(odd || end > 127 ? -1 : expected);
                }
            }
        }
    }

    @Test
    void readsTextsOfAnyScript() {
        for (String text : List.of("", "客户", "é", "𠀀", "a\u007f", "客户 says")) {
            UsualJson json = new UsualJson(("\"" + text + "\"").getBytes(StandardCharsets.UTF_8));
            assertThat(json.text()).isEqualTo(text);
            assertThat(json.atEnd()).isTrue();
        }
        for (String text : List.of("\uFFFD", "a", "a\"b", "\t")) {
            byte[] open = ("\"" + text).getBytes(StandardCharsets.UTF_8);
            assertThat(new UsualJson(open).text())
                    .as(text)
                    .isEqualTo(text.contains("\"") ? "a" : null);
        }
    }

    private static UsualJson past(byte[] bytes, int characters) {
        UsualJson json = new UsualJson(bytes);
        for (int i = 0; i < characters; i++) {
            json.past('[');
        }
        return json;
    }

    private byte[] stored(DomainEvent event) {
        return serializer.serialize(event, byte[].class).getData();
    }

    private byte[] plain(DomainEvent event, List<EventShape.Part> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var json = serializer.getObjectMapper().createGenerator(out)) {
            json.writeStartObject();
            new ComponentWriter(serializer.getObjectMapper()).members(json, event, parts);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private byte[] sealed(DomainEvent event, EventShape shape, List<byte[]> plain) {
        String open = new String(plain(event, shape.open()), StandardCharsets.UTF_8);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            EventShape.Sealed part = shape.sealed().get(i);
            String sealed =
                    envelope.seal("customer-1", part.category(), part.context(), plain.get(i));
            parts.add("\"" + part.member() + "\":\"" + sealed + "\"");
        }
        String comma = open.length() > 2 ? "," : "";
        String all = open.substring(0, open.length() - 1) + comma;
        return (all + "\"_sealed\":{" + String.join(",", parts) + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One byte is another, or too much, or missing. */
    private byte[] changed(byte[] json) {
        int at = dice.nextInt(json.length);
        byte other = dice.nextBoolean() ? ODD[dice.nextInt(ODD.length)] : (byte) dice.nextInt(256);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int way = dice.nextInt(4);
        all.write(json, 0, at);
        if (way > 0) {
            all.write(other);
        }
        int rest = way == 1 ? at : at + 1;
        all.write(json, rest, json.length - rest);
        return all.toByteArray();
    }

    /** The same to a parser. */
    private static byte[] unusual(byte[] json) {
        return (text(json) + " ").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.ISO_8859_1);
    }

    /** The event, or what stood in its way. */
    private Object outcome(Class<?> type, byte[] stored) {
        try {
            return serializer.read(EventShape.of(type).name().value(), "1", stored);
        } catch (RuntimeException refused) {
            boolean unreadable = refused.getCause() instanceof JacksonException;
            return refused.getClass() + (unreadable ? ", not JSON" : "");
        }
    }
}
