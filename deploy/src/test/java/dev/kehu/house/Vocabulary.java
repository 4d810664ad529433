package dev.kehu.house;

import dev.kehu.customer.api.Contact;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Id;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Subject;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What every event and command must carry; each check answers what is wrong, in words. */
final class Vocabulary {
    private static final Pattern NAME = Pattern.compile("[a-z]+\\.[a-z]+(-[a-z]+)*");
    private static final Pattern HOLLOW = Pattern.compile(".*(updated|changed|modified)$");

    /** Names the business really uses, though they end hollow. */
    private static final Set<String> HOLLOW_BUT_MEANT = Set.of();

    private static final Set<String> NO_IMPERATIVE =
            Set.of("Process", "Handle", "Update", "Manage", "Do", "Set", "Perform", "Execute");

    /** All that stored events may be made of; a new type here is a promise to read it for ever. */
    private static final Set<Class<?>> KNOWN =
            Set.of(
                    String.class,
                    Instant.class,
                    LocalDate.class,
                    Money.class,
                    BigDecimal.class,
                    Long.class,
                    Integer.class,
                    Boolean.class,
                    Contact.class,
                    Object.class,
                    List.class,
                    Map.class);

    private Vocabulary() {}

    static List<String> wrongWithEvent(Class<?> event) {
        List<String> wrong = new ArrayList<>();
        if (!event.isRecord()) return List.of(event.getSimpleName() + " is no record");
        wrong.addAll(wrongWithName(event));
        List<RecordComponent> components = Family.components(event);
        List<RecordComponent> subjects =
                components.stream().filter(c -> c.isAnnotationPresent(Subject.class)).toList();
        if (subjects.size() != 1) wrong.add("has " + subjects.size() + " subjects");
        subjects.stream()
                .filter(c -> !text(c.getType()))
                .forEach(c -> wrong.add("subject " + c.getName() + " is no text id"));
        if (components.isEmpty() || !text(components.get(0).getType()))
            wrong.add("does not begin with the id of its stream");
        components.forEach(c -> wrong.addAll(wrongWithComponent(c)));
        return wrong.stream().map(w -> event.getSimpleName() + " " + w).toList();
    }

    private static List<String> wrongWithName(Class<?> event) {
        EventName name = event.getAnnotation(EventName.class);
        if (name == null) return List.of("has no @EventName");
        List<String> wrong = new ArrayList<>();
        if (!NAME.matcher(name.value()).matches()) wrong.add("is stored as '" + name.value() + "'");
        if (HOLLOW.matcher(name.value()).matches() && !HOLLOW_BUT_MEANT.contains(name.value()))
            wrong.add("is stored as '" + name.value() + "', which says nothing of the business");
        if (!name.revision().matches("[1-9][0-9]*"))
            wrong.add("has the revision '" + name.revision() + "'");
        return wrong;
    }

    private static List<String> wrongWithComponent(RecordComponent component) {
        List<String> wrong = new ArrayList<>();
        long marks =
                Stream.of(Subject.class, Open.class, Personal.class)
                        .filter(component::isAnnotationPresent)
                        .count();
        if (marks != 1) wrong.add(component.getName() + " has " + marks + " marks");
        if (component.isAnnotationPresent(Personal.class) && component.getType().isPrimitive())
            wrong.add(component.getName() + " is personal and primitive: erased, it would lie");
        unknown(component.getGenericType())
                .forEach(
                        t ->
                                wrong.add(
                                        component.getName()
                                                + " has the unknown type "
                                                + t.getTypeName()));
        return wrong;
    }

    private static Stream<Type> unknown(Type type) {
        if (type instanceof ParameterizedType p)
            return Stream.concat(
                    unknown(p.getRawType()),
                    Arrays.stream(p.getActualTypeArguments()).flatMap(Vocabulary::unknown));
        boolean known =
                type instanceof Class<?> c && (KNOWN.contains(c) || Id.class.isAssignableFrom(c));
        return known ? Stream.empty() : Stream.of(type);
    }

    private static boolean text(Class<?> type) {
        return type == String.class || Id.class.isAssignableFrom(type);
    }

    static List<String> wrongWithCommand(Class<?> command) {
        String name = command.getSimpleName();
        List<String> words = Arrays.asList(name.split("(?=[A-Z])"));
        List<String> wrong = new ArrayList<>();
        if (!command.isRecord()) wrong.add("is no record");
        if (words.size() < 2) wrong.add("says not what it is about");
        if (NO_IMPERATIVE.contains(words.get(0))) wrong.add("starts with a hollow verb");
        if (words.get(0).matches(".*(ed|ing)")) wrong.add("is not in the imperative");
        if (words.get(words.size() - 1).matches("Command|Event|Request"))
            wrong.add("repeats its kind");
        return wrong.stream().map(w -> name + " " + w).toList();
    }
}
