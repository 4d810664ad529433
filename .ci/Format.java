import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks that every Java file is formatted (google-java-format, AOSP); with --write it mends them.
 */
class Format {
    public static void main(String[] args) throws Exception {
        boolean write = args.length > 0 && args[0].equals("--write");
        List<Path> all;
        try (var files = Files.walk(Path.of("."))) {
            all =
                    files.filter(f -> f.toString().endsWith(".java"))
                            .filter(f -> !f.toString().contains("/target/"))
                            .toList();
        }
        List<Path> different = all.parallelStream().filter(f -> differs(f, write)).toList();
        different.forEach(
                file -> System.out.println((write ? "formatted " : "not formatted: ") + file));
        if (!write && !different.isEmpty()) {
            System.out.println("Mend with: mvn -N verify -Dformat=--write");
            System.exit(1);
        }
    }

    private static boolean differs(Path file, boolean write) {
        Formatter formatter =
                new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());
        try {
            String text = Files.readString(file), now = text, before;
            do { // one pass is not always stable
                before = now;
                now = formatter.formatSourceAndFixImports(before);
            } while (!now.equals(before));
            if (write && !now.equals(text)) Files.writeString(file, now);
            return !now.equals(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FormatterException e) {
            throw new IllegalStateException("Cannot be read: " + file, e);
        }
    }
}
