package dev.kehu.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Events are for ever: every one has its name, its marks and a sample that stays. */
class VocabularyTest {
    private static final Path SAMPLES = Path.of("src/test/resources/events");

    @Nested
    class EveryEvent {
        @TestFactory
        Stream<DynamicTest> saysAllItMust() {
            return each(e -> assertThat(Vocabulary.wrongWithEvent(e)).isEmpty());
        }

        @TestFactory
        Stream<DynamicTest> hasASampleForEveryRevision() {
            return each(
                    e -> {
                        EventName name = e.getAnnotation(EventName.class);
                        int last = Integer.parseInt(name.revision());
                        for (int revision = 1; revision <= last; revision++)
                            assertThat(sample(name.value(), revision)).isRegularFile();
                        assertThat(members(sample(name.value(), last)))
                                .containsExactlyElementsOf(
                                        Family.components(e).stream()
                                                .map(RecordComponent::getName)
                                                .toList());
                    });
        }

        @Test
        void hasAStoredNameOfItsOwn() {
            Set<String> seen = new HashSet<>();
            assertThat(events()).allMatch(e -> seen.add(e.getAnnotation(EventName.class).value()));
        }

        @Test
        void livesInAFamily() {
            List<? extends Class<?>> loose =
                    ArchitectureTest.HOUSE.stream()
                            .filter(c -> c.isAssignableTo(DomainEvent.class) && !c.isInterface())
                            .map(c -> c.reflect())
                            .filter(c -> !events().contains(c))
                            .toList();
            assertThat(loose).isEmpty();
        }

        private Stream<DynamicTest> each(
                org.junit.jupiter.api.function.ThrowingConsumer<Class<?>> check) {
            return events().stream()
                    .map(e -> DynamicTest.dynamicTest(e.getSimpleName(), () -> check.accept(e)));
        }
    }

    @Nested
    class EverySample {
        @Test
        void belongsToAnEvent() throws IOException {
            Set<String> known = new HashSet<>();
            for (Class<?> e : events()) {
                EventName name = e.getAnnotation(EventName.class);
                for (int r = 1; r <= Integer.parseInt(name.revision()); r++)
                    known.add(sample(name.value(), r).getFileName().toString());
            }
            try (var files = Files.list(SAMPLES)) {
                assertThat(files.map(f -> f.getFileName().toString()).toList())
                        .containsExactlyInAnyOrderElementsOf(known);
            }
        }
    }

    @Nested
    class EveryCommand {
        @TestFactory
        Stream<DynamicTest> asksInTheImperative() {
            assertThat(Family.commands()).hasSizeGreaterThanOrEqualTo(3);
            return Family.commands().stream()
                    .flatMap(f -> f.members().stream())
                    .map(
                            c ->
                                    DynamicTest.dynamicTest(
                                            c.getSimpleName(),
                                            () ->
                                                    assertThat(Vocabulary.wrongWithCommand(c))
                                                            .isEmpty()));
        }
    }

    @Nested
    class WhatIsWrong {
        @Test
        void isSeenOnAnEventThatBreaksEverything() {
            assertThat(Vocabulary.wrongWithEvent(WrongEvents.EverythingUpdated.class))
                    .anyMatch(w -> w.contains("says nothing of the business"))
                    .anyMatch(w -> w.contains("has 2 subjects"))
                    .anyMatch(w -> w.contains("subject second is no text id"))
                    .anyMatch(w -> w.contains("does not begin with the id"))
                    .anyMatch(w -> w.contains("revision 'two'"))
                    .anyMatch(w -> w.contains("bare has 0 marks"))
                    .anyMatch(w -> w.contains("both has 2 marks"))
                    .anyMatch(w -> w.contains("primitive: erased"))
                    .anyMatch(w -> w.contains("odd has the unknown type java.lang.Thread"));
        }

        @Test
        void isSeenOnNames() {
            assertThat(Vocabulary.wrongWithEvent(WrongEvents.Nameless.class))
                    .anyMatch(w -> w.contains("no @EventName"));
            assertThat(Vocabulary.wrongWithEvent(WrongEvents.Shouting.class))
                    .anyMatch(w -> w.contains("stored as 'Customer.Shouted'"));
        }

        @Test
        void isSeenOnCommands() {
            assertThat(Vocabulary.wrongWithCommand(WrongEvents.UpdateCustomerCommand.class))
                    .anyMatch(w -> w.contains("hollow verb"))
                    .anyMatch(w -> w.contains("repeats its kind"));
            assertThat(Vocabulary.wrongWithCommand(WrongEvents.Registered.class))
                    .anyMatch(w -> w.contains("not in the imperative"))
                    .anyMatch(w -> w.contains("not what it is about"));
        }
    }

    private static List<Class<?>> events() {
        List<Class<?>> events =
                Family.events().stream().<Class<?>>flatMap(f -> f.members().stream()).toList();
        assertThat(events).hasSizeGreaterThanOrEqualTo(18);
        return events;
    }

    private static Path sample(String name, int revision) {
        return SAMPLES.resolve(name + ".r" + revision + ".json");
    }

    private static List<String> members(Path sample) throws IOException {
        JsonNode tree = JsonMapper.shared().readTree(Files.readString(sample));
        return List.copyOf(tree.propertyNames());
    }
}
