package dev.kehu.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.serializer.EventNames;
import dev.kehu.platform.serializer.Revisions;
import dev.kehu.platform.serializer.SealingSerializer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every event and revision that was ever stored still reads, with every member it had. */
class GoldenEventsTest {
    @Test
    void readsEveryGoldenSampleIntoItsClass(@TempDir Path directory) throws Exception {
        try (SubjectKeys keys =
                SubjectKeys.open(
                        directory.resolve("keys.db"),
                        MasterKeys.open(directory.resolve("master.keys"), true))) {
            SealingSerializer serializer =
                    new SealingSerializer(new EventNames(), new Envelope(keys));
            List<Class<?>> read = new ArrayList<>();
            for (Class<?> family : EventNames.FAMILIES) {
                for (Class<?> type : family.getPermittedSubclasses()) {
                    EventName name = type.getAnnotation(EventName.class);
                    byte[] golden = sample(name);
                    DomainEvent event = plain(serializer, golden, type);
                    assertThat(again(serializer, event)).isEqualTo(event);
                    assertThat(stored(serializer, event))
                            .as(name.value())
                            .isEqualTo(members(serializer, golden));
                    read.add(type);
                }
            }
            assertThat(read).hasSizeGreaterThanOrEqualTo(18);
        }
    }

    @Test
    void bringsEverySampleToTheRevisionOfItsClass() throws Exception {
        Map<String, Class<?>> types = new TreeMap<>();
        for (Class<?> family : EventNames.FAMILIES) {
            for (Class<?> type : family.getPermittedSubclasses()) {
                types.put(type.getAnnotation(EventName.class).value(), type);
            }
        }
        Revisions revisions = new Revisions(Revisions.STEPS);
        JsonMapper json = JsonMapper.shared();
        for (Path file : files()) {
            String[] parts = file.getFileName().toString().split("\\.r(?=\\d)|\\.json");
            assertThat(types).containsKey(parts[0]);
            String newest = types.get(parts[0]).getAnnotation(EventName.class).revision();
            ObjectNode event = (ObjectNode) json.readTree(Files.readAllBytes(file));
            var steps = revisions.between(parts[0], parts[1], newest);
            assertThat(steps.isEmpty()).as("%s", file).isEqualTo(parts[1].equals(newest));
            for (Revisions.Step step : steps) {
                event = step.change().apply(event);
            }
            assertThat(components(types.get(parts[0])))
                    .as("%s", file)
                    .containsAll(event.propertyNames());
        }
    }

    private static List<Path> files() throws Exception {
        URI samples = GoldenEventsTest.class.getResource("/events").toURI();
        try (Stream<Path> files = Files.list(Path.of(samples))) {
            return files.toList();
        }
    }

    private static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    }

    /** Sealed, stored and decoded as every reader of history does. */
    private static DomainEvent again(SealingSerializer serializer, DomainEvent event) {
        return serializer.deserialize(serializer.serialize(event, byte[].class));
    }

    /**
     * A sample shows its personal parts; stored, they would be sealed, and missing they are an
     * error.
     */
    private static DomainEvent plain(SealingSerializer serializer, byte[] golden, Class<?> type) {
        return (DomainEvent) serializer.getObjectMapper().readValue(golden, type);
    }

    /** Members as text, so that 3 and "3" are the same decimal; absent and null are the same. */
    private static Map<String, String> members(SealingSerializer serializer, byte[] golden) {
        return text(serializer.getObjectMapper().readTree(golden));
    }

    private static Map<String, String> stored(SealingSerializer serializer, DomainEvent event) {
        return text(serializer.getObjectMapper().valueToTree(event));
    }

    private static Map<String, String> text(JsonNode event) {
        Map<String, String> members = new TreeMap<>();
        event.properties().stream()
                .filter(member -> !member.getValue().isNull())
                .forEach(
                        member ->
                                members.put(
                                        member.getKey(),
                                        member.getValue().toString().replace("\"", "")));
        return members;
    }

    private static byte[] sample(EventName name) throws Exception {
        String file = "/events/" + name.value() + ".r" + name.revision() + ".json";
        try (InputStream in = GoldenEventsTest.class.getResourceAsStream(file)) {
            assertThat(in).as(file).isNotNull();
            return in.readAllBytes();
        }
    }
}
