package dev.kehu.house;

import com.tngtech.archunit.core.domain.JavaClass;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a class lives: module, and package below the root.
 *
 * @param path package names below the root, empty for the root itself
 */
record Room(List<String> path) {
    static Room of(JavaClass type, String root) {
        String name = type.getPackageName();
        return new Room(
                name.startsWith(root + ".")
                        ? List.of(name.substring(root.length() + 1).split("\\."))
                        : List.of());
    }

    static boolean inside(JavaClass type, String root) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    /** True when the class comes from the module's own classes or jar, not from its tests. */
    static boolean module(JavaClass type, String module) {
        return type.getSource()
                .map(source -> source.getUri().toString())
                .filter(
                        Pattern.compile("/" + module + "/(target/(?!test-)|\\d[^/]*/)")
                                .asPredicate())
                .isPresent();
    }

    String first() {
        return path.isEmpty() ? "" : path.get(0);
    }

    String leaf() {
        return capability() && path.size() > 1 ? path.get(1) : "";
    }

    boolean capability() {
        return Matrix.MAY_USE.containsKey(first());
    }

    boolean api() {
        return leaf().equals("api") || first().equals("kernel");
    }

    boolean formula() {
        return leaf().equals("formula");
    }

    boolean command() {
        return leaf().equals("command");
    }

    boolean process() {
        return leaf().equals("process");
    }

    boolean web() {
        return leaf().equals("web");
    }

    boolean view() {
        return leaf().equals("view");
    }

    /** Where the world enters: engines, stores, sign-in, and the verifier, a program of its own. */
    boolean adapter() {
        return Set.of("platform", "access", "verifier").contains(first());
    }
}
