package dev.kehu.house;

import com.tngtech.archunit.core.domain.JavaClass;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.Id;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A sealed family of records in an api package: everything one kind of stream can be asked or hold.
 */
record Family(Class<?> type) {
    static List<Family> events() {
        return sealed().filter(f -> DomainEvent.class.isAssignableFrom(f.type())).toList();
    }

    static List<Family> commands() {
        return sealed().filter(f -> f.type().getSimpleName().endsWith("Command")).toList();
    }

    private static Stream<Family> sealed() {
        return ArchitectureTest.HOUSE.stream()
                .filter(c -> c.isInterface() && c.getPackageName().endsWith(".api"))
                .map(JavaClass::reflect)
                .filter(Class::isSealed)
                .sorted(Comparator.comparing(Class::getName))
                .map(Family::new);
    }

    String capability() {
        return type.getPackageName().split("\\.")[2];
    }

    /** In the order of the source file. */
    List<Class<?>> members() {
        return List.of(type.getPermittedSubclasses());
    }

    static List<RecordComponent> components(Class<?> member) {
        RecordComponent[] components = member.getRecordComponents();
        return components == null ? List.of() : Arrays.asList(components);
    }

    /** What ids of the family's streams start with: the first component names the stream. */
    String streamPrefix() {
        RecordComponent first = members().get(0).getRecordComponents()[0];
        if (!Id.class.isAssignableFrom(first.getType())) return first.getName() + "-";
        try {
            return (String) first.getType().getField("PREFIX").get(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(first.getType() + " has no PREFIX", e);
        }
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
