package dev.kehu.platform.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Personal;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;

import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** The decoder reads what the mapper reads by way of a tree and a bean, of every event. */
@Execution(ExecutionMode.CONCURRENT)
class EventDecoderTest {
    private static final int ROUNDS = 60;

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final RandomEvents random = new RandomEvents(new Random(seed));

    @TempDir private Path directory;
    private SubjectKeys keys;
    private Envelope envelope;
    private SealingSerializer serializer;
    private ObjectMapper mapper;

    @BeforeEach
    void open() {
        keys =
                SubjectKeys.open(
                        directory.resolve("keys.db"),
                        MasterKeys.open(directory.resolve("master.keys"), true));
        envelope = new Envelope(keys);
        serializer = new SealingSerializer(new EventNames(), envelope);
        mapper = serializer.getObjectMapper();
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

    @Test
    void readsWhateverWasWritten() {
        for (Class<?> type : types()) {
            for (int i = 0; i < ROUNDS; i++) {
                DomainEvent event = random.next(type);
                byte[] stored = serializer.serialize(event, byte[].class).getData();
                DomainEvent tree = byTree(stored, type);
                DomainEvent read = read(stored, type);
                assertThat(read).as("%s, seed %d", type, seed).isEqualTo(tree);
                assertThat(mapper.writeValueAsString(read))
                        .as("%s, seed %d", type, seed)
                        .isEqualTo(mapper.writeValueAsString(tree));
            }
        }
    }

    @Test
    void readsOpenComponentsAloneAndOpensNothing() throws Exception {
        SealingSerializer shut =
                new SealingSerializer(
                        new EventNames(),
                        new Envelope(keys) {
                            @Override
                            public byte @Nullable [] open(String context, byte[] sealed) {
                                throw new IllegalStateException("opened");
                            }
                        });
        for (Class<?> type : types()) {
            DomainEvent event = random.next(type);
            byte[] stored = serializer.serialize(event, byte[].class).getData();
            DomainEvent all = read(stored, type);
            EventName name = EventShape.of(type).name();
            DomainEvent open = shut.readOpen(name.value(), name.revision(), stored);
            for (RecordComponent each : type.getRecordComponents()) {
                boolean personal = each.isAnnotationPresent(Personal.class);
                assertThat(each.getAccessor().invoke(open))
                        .as("%s of %s, seed %d", each.getName(), type, seed)
                        .isEqualTo(personal ? null : each.getAccessor().invoke(all));
            }
        }
    }

    @Test
    void readsWhatNobodyHereWroteAsBefore() {
        int both = 0;
        for (Class<?> type : types()) {
            for (int i = 0; i < 5 * ROUNDS; i++) {
                byte[] stored = foreign(type);
                DomainEvent tree = orNull(() -> byTree(stored, type));
                DomainEvent read = orNull(() -> read(stored, type));
                assertThat(read)
                        .as(() -> type + ", seed " + seed + ", " + opened(stored, type))
                        .isEqualTo(tree);
                both += tree == null ? 0 : 1;
            }
        }
        assertThat(both).as("readable ones").isGreaterThan(types().size() * ROUNDS);
    }

    /** Each component at most once or twice, most as they should be, some as nobody writes them. */
    private byte[] foreign(Class<?> type) {
        EventShape shape = EventShape.of(type);
        ObjectNode usual = mapper.valueToTree(random.next(type));
        List<String> parts = new ArrayList<>();
        for (EventShape.Sealed part : shape.sealed()) {
            byte[] plain = object(usual, part.parts()).getBytes(StandardCharsets.UTF_8);
            String sealed = envelope.seal("customer-1", part.category(), part.context(), plain);
            parts.add("\"" + part.member() + "\":\"" + sealed + "\"");
        }
        String open = object(usual, shape.open());
        String sealed = "\"_sealed\":{" + String.join(" , ", parts) + "}";
        String all = open.substring(0, open.length() - 1) + (open.length() > 2 ? "," : "") + sealed;
        return (all + "} ").getBytes(StandardCharsets.UTF_8);
    }

    private String object(ObjectNode usual, List<EventShape.Part> parts) {
        List<String> members = new ArrayList<>();
        for (EventShape.Part part : parts) {
            if (random.any(List.of(true, true, true, false))) {
                JsonNode value = usual.get(part.name());
                members.add("\"" + part.name() + "\":" + value);
            }
        }
        if (random.any(List.of(true, false)) && !parts.isEmpty()) {
            members.add("\"" + random.any(parts).name() + "\" : " + random.foreign());
        }
        if (random.any(List.of(true, false))) {
            members.addFirst("\"nobodyKnows\":" + random.foreign());
        }
        return members.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private DomainEvent read(byte[] stored, Class<?> type) {
        return serializer.read(EventShape.of(type).name().value(), "1", stored);
    }

    private ObjectNode opened(byte[] stored, Class<?> type) {
        ObjectNode tree = (ObjectNode) mapper.readTree(stored);
        JsonNode sealed = tree.remove("_sealed");
        for (EventShape.Sealed part : EventShape.of(type).sealed()) {
            byte[] plain = envelope.open(part.context(), sealed.get(part.member()).stringValue());
            tree.setAll((ObjectNode) mapper.readTree(plain));
        }
        return tree;
    }

    private DomainEvent byTree(byte[] stored, Class<?> type) {
        return (DomainEvent) mapper.treeToValue(opened(stored, type), type);
    }

    private interface Reading {
        DomainEvent event();
    }

    private static @Nullable DomainEvent orNull(Reading reading) {
        try {
            return reading.event();
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    @Test
    void refusesWhatIsNotOneObject() {
        for (String wrong : List.of("", "[]", "7", "{", "{} {}", "{\"customerId\":}", "nonsense")) {
            assertThatThrownBy(
                            () ->
                                    read(
                                            wrong.getBytes(StandardCharsets.UTF_8),
                                            CustomerOpened.class))
                    .as(wrong)
                    .isInstanceOf(SerializationException.class);
        }
        assertThat(
                        read(
                                "{\"customerId\":\"customer-1\"}".getBytes(StandardCharsets.UTF_8),
                                CustomerOpened.class))
                .isEqualTo(new CustomerOpened(new CustomerId("customer-1"), null));
    }

    @Test
    void refusesAnEventThatHasLostASealedPart() {
        DomainEvent event = random.next(InteractionRecorded.class);
        byte[] stored = serializer.serialize(event, byte[].class).getData();
        for (String lost : List.of("content", "other")) {
            ObjectNode tree = (ObjectNode) mapper.readTree(stored);
            ((ObjectNode) tree.get("_sealed")).remove(lost);
            assertThatThrownBy(
                            () -> read(mapper.writeValueAsBytes(tree), InteractionRecorded.class))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("lost its sealed part");
        }
        for (String sealed : List.of("null", "7", "{}", "{\"content\":7,\"other\":null}")) {
            String tree = "{\"_sealed\":" + sealed + "}";
            assertThatThrownBy(
                            () ->
                                    read(
                                            tree.getBytes(StandardCharsets.UTF_8),
                                            InteractionRecorded.class))
                    .as(tree)
                    .isInstanceOf(SerializationException.class);
        }
    }

    /** Primitives stay what they are to the mapper: they are never null. */
    @Test
    void readsPrimitivesAsTheMapperDoes() {
        record Plain(int count, long bytes, boolean done, Integer boxed) {}
        for (String json :
                List.of(
                        "{\"count\":7,\"bytes\":9007199254740993,\"done\":true,\"boxed\":1}",
                        "{\"count\":2147483648}",
                        "{\"count\":1.5}",
                        "{\"count\":null}",
                        "{\"done\":\"true\"}",
                        "{\"bytes\":\"5\"}",
                        "{\"boxed\":null}")) {
            JsonNode tree = mapper.readTree(json);
            for (RecordComponent component : Plain.class.getRecordComponents()) {
                JsonNode node = tree.get(component.getName());
                if (node != null) {
                    Object expected;
                    try {
                        expected =
                                mapper.treeToValue(
                                        node, mapper.constructType(component.getGenericType()));
                    } catch (RuntimeException e) {
                        expected = e.getClass();
                    }
                    assertThat(one(component, node.toString())).as(json).isEqualTo(expected);
                }
            }
        }
    }

    private @Nullable Object one(RecordComponent component, String json) {
        try (var parser = mapper.createParser(json)) {
            parser.nextToken();
            return ComponentReader.of(component.getGenericType(), mapper).read(parser);
        } catch (RuntimeException e) {
            return e.getClass();
        }
    }
}
