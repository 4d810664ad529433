package dev.kehu.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks on written pages; each answers what is wrong, in words. */
final class Pages {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\\n]*`");
    private static final Pattern RECORD = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");

    /** Paths and hosts of one workplace mean nothing to anybody else. */
    private static final Pattern FOREIGN =
            Pattern.compile(
                    "(?<![\\w.<>-])/(home|root|Users|work|mnt|tmp)/|https?://[^\\s/)]*(nexus|artifactory|verdaccio|registry|mirror|proxy)",
                    Pattern.CASE_INSENSITIVE);

    private Pages() {}

    static List<Path> all(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(f -> f.toString().endsWith(".md"))
                    .filter(
                            f ->
                                    !root.relativize(f)
                                            .toString()
                                            .matches("(.*/)?(target|data|\\.git)/.*"))
                    .toList();
        }
    }

    static List<String> deadLinks(Path page, String text) {
        List<String> dead = new ArrayList<>();
        Matcher link = LINK.matcher(CODE.matcher(text).replaceAll(""));
        while (link.find()) {
            String target = link.group(1).replaceAll("#.*", "");
            boolean elsewhere = target.isEmpty() || target.matches("[a-z]+:.*");
            if (!elsewhere && !Files.exists(page.resolveSibling(target)))
                dead.add(page.getFileName() + " links to " + link.group(1));
        }
        return dead;
    }

    static List<String> foreignWords(Path page, String text) {
        return FOREIGN.matcher(text)
                .results()
                .map(m -> page.getFileName() + " says " + m.group())
                .toList();
    }

    /** Numbers run 0001, 0002 … and each record is linked from the list. */
    static List<String> wrongWithRecords(List<String> files, String list) {
        List<String> wrong = new ArrayList<>();
        int next = 1;
        for (String file : files.stream().sorted().toList()) {
            Matcher record = RECORD.matcher(file);
            if (!record.matches()) {
                wrong.add(file + " has no number");
                continue;
            }
            if (Integer.parseInt(record.group(1)) != next++)
                wrong.add(file + " breaks the row of numbers");
            if (!list.contains("](" + file + ")")) wrong.add(file + " is not in the list");
        }
        return wrong;
    }
}
