package dev.kehu;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds installed Java runtimes by the {@code release} file each of them carries. */
final class Jdks {
    static final int OLDEST = 21;

    private static final Pattern VERSION =
            Pattern.compile("(?m)^JAVA_VERSION=\"(?:1\\.)?(\\d+)[^\"]*\"");

    private static final List<String> SYSTEM_FOLDERS =
            List.of(
                    "/usr/lib/jvm",
                    "/usr/java",
                    "/usr/local/lib/jvm",
                    "/opt",
                    "/opt/java",
                    "/opt/jdk",
                    "/Library/Java/JavaVirtualMachines",
                    "/opt/homebrew/opt",
                    "C:/Program Files/Java",
                    "C:/Program Files/Eclipse Adoptium");

    private static final List<String> HOME_FOLDERS =
            List.of(".jdks", ".sdkman/candidates/java", ".local/share/mise/installs/java");

    private Jdks() {}

    /** Possible homes, most wanted first; most of them do not exist. */
    static List<Path> candidates(Map<String, String> environment) {
        List<Path> homes = new ArrayList<>();
        for (String name : List.of("KEHU_JAVA_HOME", "JAVA_HOME")) {
            String home = environment.get(name);
            if (home != null && !home.isBlank()) {
                homes.add(Path.of(home));
            }
        }
        SYSTEM_FOLDERS.forEach(folder -> homes.addAll(entries(Path.of(folder))));
        Path user = Path.of(System.getProperty("user.home"));
        HOME_FOLDERS.forEach(folder -> homes.addAll(entries(user.resolve(folder))));
        return homes;
    }

    /** The home with the newest release of 21 or above; among equals the first. */
    static Optional<Path> newest(List<Path> homes) {
        return homes.stream()
                .map(Jdks::root)
                .filter(home -> release(home) >= OLDEST)
                .filter(home -> Files.exists(home.resolve("bin")))
                .reduce((best, next) -> release(next) > release(best) ? next : best);
    }

    /** Feature release, 0 when there is none to read. */
    static int release(Path home) {
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException absent) {
            return 0;
        }
    }

    private static Path root(Path home) {
        Path bundle = home.resolve("Contents/Home"); // macOS
        return Files.isDirectory(bundle) ? bundle : home;
    }

    private static List<Path> entries(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (IOException absent) {
            return List.of();
        }
        entries.sort(Comparator.naturalOrder());
        return entries;
    }
}
