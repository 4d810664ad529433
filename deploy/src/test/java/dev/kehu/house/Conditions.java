package dev.kehu.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.NullMarked;

import java.util.Arrays;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What the rules ask of a class, where ArchUnit has no word for it. */
final class Conditions {
    private static final Set<String> CLOCKS = Set.of("systemUTC", "systemDefaultZone", "system");
    private static final Set<String> THREADS =
            Set.of("<init>", "ofVirtual", "ofPlatform", "startVirtualThread");

    private Conditions() {}

    static ArchCondition<JavaClass> haveARoom(String root) {
        return complaints(
                "have a room",
                (type, complain) -> {
                    Room room = Room.of(type, root);
                    boolean known =
                            room.path().isEmpty()
                                    || Matrix.OTHER_ROOMS.contains(room.first())
                                    || room.capability() && Matrix.LEAVES.contains(room.leaf());
                    if (!known) complain.accept(type.getName() + " has no room in the house");
                });
    }

    static ArchCondition<JavaClass> followTheMatrix(String root) {
        return dependencies(
                "follow the matrix",
                (from, to) -> {
                    Room here = Room.of(from, root), there = Room.of(to, root);
                    if (!there.capability() || here.first().equals(there.first())) return true;
                    if (here.capability())
                        return there.leaf().equals("api")
                                && (here.view()
                                        || Matrix.MAY_USE
                                                .get(here.first())
                                                .contains(there.first()));
                    return !here.first().equals("kernel")
                            && (Room.module(from, "deploy") || there.leaf().equals("api"));
                });
    }

    static ArchCondition<JavaClass> leaveOtherViewsAlone(String root) {
        return dependencies(
                "leave other views alone",
                (from, to) -> {
                    Room here = Room.of(from, root), there = Room.of(to, root);
                    boolean both = here.leaf().equals("view") && there.leaf().equals("view");
                    return !both || here.path().subList(0, 3).equals(there.path().subList(0, 3));
                });
    }

    static ArchCondition<JavaClass> dependOnPlainJava(boolean api) {
        return dependencies(
                "depend on plain Java",
                (from, to) ->
                        to.isPrimitive()
                                || to.isArray()
                                || api && to.isEquivalentTo(TargetAggregateIdentifier.class)
                                || to.getPackageName().startsWith("dev.kehu.")
                                || to.getPackageName().startsWith("org.jspecify.")
                                || to.getPackageName().startsWith("java.")
                                        && !to.getPackageName().startsWith("java.sql"));
    }

    static ArchCondition<JavaClass> use(String... packages) {
        return new ArchCondition<>("use " + String.join(", ", packages)) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency d : type.getDirectDependenciesFromSelf()) {
                    String target = d.getTargetClass().getBaseComponentType().getName();
                    boolean used = Arrays.stream(packages).anyMatch(target::startsWith);
                    events.add(new SimpleConditionEvent(type, used, d.getDescription()));
                }
            }
        };
    }

    static ArchCondition<JavaClass> reachForTheWorld() {
        return new ArchCondition<>("reach for time, chance or threads") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    events.add(
                            new SimpleConditionEvent(
                                    access, worldly(access), access.getDescription()));
                }
            }
        };
    }

    private static boolean worldly(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        return switch (owner.getName()) {
            case "java.util.UUID" -> name.equals("randomUUID");
            case "java.lang.System" -> name.equals("currentTimeMillis");
            case "java.lang.Math" -> name.equals("random");
            case "java.lang.Thread" -> THREADS.contains(name);
            case "java.time.Clock" -> CLOCKS.contains(name);
            case "java.util.Random", "java.security.SecureRandom" -> name.equals("<init>");
            default -> owner.getPackageName().equals("java.time") && name.equals("now");
        };
    }

    static ArchCondition<JavaClass> liveUnder(String root, String names) {
        return new ArchCondition<>("live under " + names) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean under = Room.of(type, root).path().stream().anyMatch(p -> p.matches(names));
                events.add(
                        new SimpleConditionEvent(
                                type, under, type.getName() + " is in " + type.getPackageName()));
            }
        };
    }

    static ArchCondition<JavaClass> haveCompany(String root, int most) {
        return complaints(
                "share a package with at most " + most,
                (type, complain) -> {
                    String path = String.join(".", Room.of(type, root).path());
                    int limit = Matrix.ROOMY.getOrDefault(path, most);
                    long types = topLevel(type.getPackage());
                    if (types > limit)
                        complain.accept(type.getName() + " is one of " + types + ", not " + limit);
                });
    }

    private static long topLevel(JavaPackage place) {
        return place.getClasses().stream()
                .filter(c -> c.isTopLevelClass() && !c.isArray())
                .filter(c -> !c.getSimpleName().equals("package-info"))
                .count();
    }

    static ArchCondition<JavaClass> beNullMarked() {
        return complaints(
                "be in a null-marked package",
                (type, complain) -> {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class))
                        complain.accept(type.getName() + " is in a package without @NullMarked");
                });
    }

    static ArchCondition<JavaClass> importTheJdkAlone(String root) {
        return dependencies(
                "import the JDK alone",
                (from, to) ->
                        to.isPrimitive()
                                || to.getPackageName().startsWith("java.")
                                || to.getPackageName().startsWith("com.sun.net.httpserver")
                                || Room.inside(to, root)
                                        && Room.of(to, root).first().equals("verifier"));
    }

    private static ArchCondition<JavaClass> dependencies(String text, Allowed allowed) {
        return complaints(
                text,
                (type, complain) -> {
                    for (Dependency d : type.getDirectDependenciesFromSelf())
                        if (!allowed.test(type, d.getTargetClass().getBaseComponentType()))
                            complain.accept(d.getDescription());
                });
    }

    private static ArchCondition<JavaClass> complaints(
            String text, BiConsumer<JavaClass, Consumer<String>> check) {
        return new ArchCondition<>(text) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.accept(type, m -> events.add(SimpleConditionEvent.violated(type, m)));
            }
        };
    }

    private interface Allowed {
        boolean test(JavaClass from, JavaClass to);
    }
}
