package dev.kehu.house;

import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Subject;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page of everything that can have happened, written from the families and their Javadoc. */
final class EventCatalogue {
    private static final String HEAD =
            """
            # Event catalogue

            Generated from the sealed families of events; a test fails when this page and the code differ.
            Do not edit it: `mvn -pl deploy -am test -Dtest=EventCatalogueTest -Dsurefire.failIfNoSpecifiedTests=false -Dkehu.catalogue=write`.

            Marks: **subject** names the data subject whose key seals the personal parts; **open** is stored in clear and
            stays after an erasure; **personal** is stored as ciphertext, by category, and reads as null once erased.
            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    static String write() throws IOException {
        EventCatalogue catalogue = new EventCatalogue();
        String capability = "";
        for (Family family : Family.events()) {
            if (!family.capability().equals(capability))
                catalogue.line("\n## " + family.capability());
            capability = family.capability();
            catalogue.family(family);
        }
        return catalogue.page.toString();
    }

    private void family(Family family) throws IOException {
        String source = Files.readString(file(family.type()));
        line(
                "\n### "
                        + family.type().getSimpleName()
                        + " · streams `"
                        + family.streamPrefix()
                        + "…`");
        for (Class<?> event : family.members()) event(event, source);
    }

    private void event(Class<?> event, String source) {
        EventName name = event.getAnnotation(EventName.class);
        line(
                "\n#### `"
                        + name.value()
                        + "` · revision "
                        + name.revision()
                        + " · "
                        + event.getSimpleName());
        line(meaning(name.value(), source));
        line("\n| component | type | mark |\n|---|---|---|");
        for (RecordComponent c : Family.components(event))
            line("| " + c.getName() + " | " + text(c.getGenericType()) + " | " + mark(c) + " |");
    }

    private static String mark(RecordComponent component) {
        if (component.isAnnotationPresent(Subject.class)) return "subject";
        Personal personal = component.getAnnotation(Personal.class);
        return personal == null
                ? "open"
                : "personal, " + personal.value().name().toLowerCase(Locale.ROOT);
    }

    private static String text(Type type) {
        if (type instanceof ParameterizedType p)
            return text(p.getRawType())
                    + Arrays.stream(p.getActualTypeArguments())
                            .map(EventCatalogue::text)
                            .collect(Collectors.joining(", ", " of ", ""));
        return ((Class<?>) type).getSimpleName();
    }

    /** First sentence of the Javadoc above the annotation that carries the stored name. */
    static String meaning(String name, String source) {
        Matcher doc =
                Pattern.compile(
                                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*@EventName\\((?:value = )?\""
                                        + Pattern.quote(name)
                                        + "\"",
                                Pattern.DOTALL)
                        .matcher(source);
        if (!doc.find()) throw new AssertionError(name + " has no sentence of meaning");
        String flat = doc.group(1).replaceAll("\\s*\\n\\s*\\*\\s?", " ").strip();
        return flat.replaceAll("(?s)\\.(\\s.*|$)", ".");
    }

    private static Path file(Class<?> type) {
        return Sources.root()
                .resolve("shared-kernel/src/main/java")
                .resolve(type.getName().replace('.', '/') + ".java");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
