package dev.kehu.platform.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.kernel.Receipt;
import dev.kehu.platform.eventstore.Drafts;

import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class WireSerializerTest {
    private static final int EACH = 50;

    private final WireSerializer wire = new WireSerializer(List.of(Receipt.class));

    static Stream<Class<?>> commands() {
        return WireSerializer.FAMILIES.stream()
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandCrossesAsItIs(Class<?> type) {
        AnyCommand any = new AnyCommand(Drafts.SEED);
        for (int i = 0; i < EACH; i++) {
            Object command = any.of(type);
            assertThat(crossed(command)).as("seed " + Drafts.SEED).isEqualTo(command);
        }
    }

    private Object crossed(Object sent) {
        SerializedObject<byte[]> bytes = wire.serialize(sent, byte[].class);
        return wire.deserialize(
                new SimpleSerializedObject<>(
                        bytes.getData(), byte[].class, bytes.getType().getName(), null));
    }

    @Test
    void knowsEveryFamilyOfCommands() throws Exception {
        Path sources = Path.of("../shared-kernel/src/main/java");
        try (var files = Files.walk(sources)) {
            Set<String> families =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith("Command.java"))
                            .map(name -> name.replace(".java", ""))
                            .collect(Collectors.toSet());
            assertThat(
                            Stream.of(WireSerializer.FAMILIES, WireSerializer.STAYING)
                                    .flatMap(List::stream)
                                    .map(Class::getSimpleName))
                    .containsExactlyInAnyOrderElementsOf(families);
        }
    }

    @Test
    void aReceiptCrossesWithItsPosition() {
        Receipt receipt = Receipt.of("customer-1", Map.of("customerId", "customer-1")).at(7);
        assertThat(crossed(receipt)).isEqualTo(receipt);
    }

    @Test
    void nothingElseIsWritten() {
        assertThatThrownBy(() -> wire.serialize(Map.of("a", "b"), byte[].class))
                .isInstanceOf(SerializationException.class);
        assertThat(wire.carries(CustomerRegistered.class)).isFalse();
    }

    @Test
    void whatIsDecidedAboutParkedThingsStaysWhereTheyAre() {
        WireSerializer.STAYING.stream()
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()))
                .forEach(command -> assertThat(wire.carries(command)).isFalse());
    }

    @Test
    void nothingElseIsRead() {
        for (String name : List.of("java.util.LinkedHashMap", "customer.registered", "nobody")) {
            var sent =
                    new SimpleSerializedObject<>(
                            "{}".getBytes(StandardCharsets.UTF_8), byte[].class, name, null);
            assertThatThrownBy(() -> wire.deserialize(sent))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("may not cross");
        }
    }
}
