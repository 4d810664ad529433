import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that every Java file is formatted (google-java-format, AOSP); with --write it mends them.
 */
class Format {
    public static void main(String[] args) throws Exception {
        boolean write = args.length > 0 && args[0].equals("--write");
        Formatter formatter =
                new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());
        List<Path> different = new ArrayList<>();
        try (var files = Files.walk(Path.of("."))) {
            for (Path file :
                    files.filter(
                                    f ->
                                            f.toString().endsWith(".java")
                                                    && !f.toString().contains("/target/"))
                            .toList()) {
                String text = Files.readString(file), now = text, before;
                do { // one pass is not always stable
                    before = now;
                    now = formatter.formatSourceAndFixImports(before);
                } while (!now.equals(before));
                if (now.equals(text)) continue;
                different.add(file);
                if (write) Files.writeString(file, now);
            }
        }
        different.forEach(
                file -> System.out.println((write ? "formatted " : "not formatted: ") + file));
        if (!write && !different.isEmpty()) {
            System.out.println("Mend with: mvn -N verify -Dformat=--write");
            System.exit(1);
        }
    }
}
