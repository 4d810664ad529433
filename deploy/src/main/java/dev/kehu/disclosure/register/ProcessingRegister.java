package dev.kehu.disclosure.register;

import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Personal;
import dev.kehu.platform.serializer.EventNames;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The register of processing (GDPR 30), from the marks in the code: every event that holds personal
 * data, what of it is personal, and what it is for.
 */
public final class ProcessingRegister {
    private static final String HEAD =
            """
            # Register of processing

            Generated from the personal marks of the events and the purposes of their capabilities; a test fails when this page
            and the code differ. Do not edit it: `mvn -pl deploy -am test -Dtest=ProcessingRegisterTest
            -Dsurefire.failIfNoSpecifiedTests=false -Dkehu.catalogue=write`. `GET /v1/audit/processing` answers the same,
            with the retention periods in use.

            The data are about customers, their contact persons and the staff that serves them. All that is marked is sealed
            under the key of one person and goes with it ([Privacy](privacy.md)). Who receives what is under access by role in
            the API description; nothing is handed to others by Kehu itself.
            """;

    private ProcessingRegister() {}

    /** What one capability processes. */
    record Activity(
            String capability,
            String purpose,
            String why,
            String basis,
            String kept,
            List<Recorded> events) {}

    /**
     * One event with personal data.
     *
     * @param personal components by category
     */
    record Recorded(String name, String revision, Map<String, List<String>> personal) {}

    /**
     * In order of capability.
     *
     * @throws IllegalStateException when personal data has no purpose
     */
    static List<Activity> activities() {
        SortedMap<String, List<Recorded>> all = new TreeMap<>();
        for (Class<?> family : EventNames.FAMILIES) {
            for (Class<?> event : family.getPermittedSubclasses()) {
                Recorded recorded = recorded(event);
                if (!recorded.personal().isEmpty()) {
                    all.computeIfAbsent(capability(event), none -> new ArrayList<>()).add(recorded);
                }
            }
        }
        return all.entrySet().stream().map(e -> activity(e.getKey(), e.getValue())).toList();
    }

    private static Activity activity(String capability, List<Recorded> events) {
        Purpose purpose = Purpose.ALL.get(capability);
        if (purpose == null) {
            throw new IllegalStateException(capability + " processes personal data for no purpose");
        }
        events.sort(Comparator.comparing(Recorded::name));
        return new Activity(
                capability, purpose.name(), purpose.why(), purpose.basis(), purpose.kept(), events);
    }

    private static String capability(Class<?> event) {
        return event.getPackageName().split("\\.")[2];
    }

    private static Recorded recorded(Class<?> event) {
        EventName name = event.getAnnotation(EventName.class);
        Map<String, List<String>> personal =
                Arrays.stream(event.getRecordComponents())
                        .filter(component -> component.isAnnotationPresent(Personal.class))
                        .collect(
                                Collectors.groupingBy(
                                        ProcessingRegister::category,
                                        TreeMap::new,
                                        Collectors.mapping(
                                                RecordComponent::getName, Collectors.toList())));
        return new Recorded(name.value(), name.revision(), personal);
    }

    private static String category(RecordComponent component) {
        return component.getAnnotation(Personal.class).value().word();
    }

    /** As the page that is kept in {@code docs/}. */
    public static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Activity each : activities()) {
            page.append("\n## %s · %s\n\n".formatted(each.capability(), each.purpose()));
            page.append("Why: %s. Basis: %s.\n".formatted(each.why(), each.basis()));
            page.append("Kept: %s.\n\n".formatted(each.kept()));
            page.append("| event | personal |\n|---|---|\n");
            for (Recorded event : each.events()) {
                String parts =
                        event.personal().entrySet().stream()
                                .map(e -> e.getKey() + ": " + String.join(", ", e.getValue()))
                                .collect(Collectors.joining("; "));
                page.append("| `%s` | %s |\n".formatted(event.name(), parts));
            }
        }
        return page.toString();
    }
}
