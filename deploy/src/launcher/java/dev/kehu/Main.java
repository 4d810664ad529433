package dev.kehu;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * First class of the program, readable by old JVMs: starts the application when this JVM is new
 * enough, else starts a newer one, else says so.
 */
public final class Main {
    private static final int WRONG_USE = 2;

    private Main() {}

    public static void main(String[] args) throws Throwable {
        int own = Runtime.version().feature();
        if (own >= Jdks.OLDEST) {
            startHere(args);
            return;
        }
        Optional<Path> home = Jdks.newest(Jdks.candidates(System.getenv()));
        if (home.isEmpty()) {
            System.err.println(
                    "Kehu needs Java 21 or newer and this is Java "
                            + own
                            + "; install a newer one or name its folder in KEHU_JAVA_HOME.");
            System.exit(WRONG_USE);
        }
        System.exit(startOn(home.get(), args));
    }

    private static void startHere(String[] args) throws Throwable {
        try {
            Class.forName("dev.kehu.KehuApplication")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private static int startOn(Path home, String[] args) throws IOException, InterruptedException {
        List<String> inherited = ManagementFactory.getRuntimeMXBean().getInputArguments();
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("java").toString());
        command.addAll(flags(System.getenv(), inherited));
        command.addAll(List.of("-cp", absoluteClassPath(), mainClass()));
        command.addAll(List.of(args));
        Process child = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(child), "stop-child"));
        return child.waitFor();
    }

    /** Ours first, so that given ones win. */
    static List<String> flags(Map<String, String> environment, List<String> inherited) {
        List<String> flags = new ArrayList<>();
        flags.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseG1GC",
                        "-XX:-UsePerfData",
                        "-Xmx512m"));
        String given = environment.getOrDefault("KEHU_JAVA_OPTS", "").trim();
        if (!given.isEmpty()) {
            flags.addAll(List.of(given.split("\\s+")));
        }
        flags.addAll(inherited);
        if (flags.stream().filter(flag -> flag.matches("-XX:\\+Use\\w*GC")).count() > 1) {
            flags.remove("-XX:+UseG1GC");
        }
        return flags;
    }

    private static String absoluteClassPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    /** In the packed jar that is the loader of nested jars, which then calls this class. */
    private static String mainClass() {
        String loader = "org.springframework.boot.loader.launch.JarLauncher";
        try {
            Class.forName(loader, false, ClassLoader.getSystemClassLoader());
            return loader;
        } catch (ClassNotFoundException unpacked) {
            return Main.class.getName();
        }
    }

    private static void stop(Process child) {
        child.destroy();
        try {
            child.waitFor();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
