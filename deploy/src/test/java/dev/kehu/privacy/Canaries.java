package dev.kehu.privacy;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes people each of whose texts holds a word that stands nowhere else. */
public final class Canaries {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int INTERACTIONS = 8;
    private static final int FURTHER = 20;

    /** Anywhere, also inside of other words. */
    private static final Pattern CANARY = Pattern.compile("(?=(k[a-z]{11}|138\\d{8}))");

    private final Random random;

    public Canaries(long seed) {
        random = new Random(seed);
    }

    public Person person() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < FURTHER + 4 * INTERACTIONS; i++) {
            words.add(word());
        }
        return new Person(words, "138" + (10_000_000 + random.nextInt(89_999_999)));
    }

    private String word() {
        StringBuilder word = new StringBuilder("k");
        for (int i = 0; i < 11; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    /** Nothing of a tile that was only begun and has been replaced by a longer one meanwhile. */
    private static String content(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException replaced) {
            return "";
        }
    }

    /**
     * The files below a place in which one of these words stands, in UTF-8 or UTF-16; each file is
     * read as a whole, by other means than the sweep's own.
     */
    public static Collection<String> found(Path place, Collection<String> words) {
        TreeSet<String> found = new TreeSet<>();
        Set<String> wanted = Set.copyOf(words);
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = content(file);
                for (String text : List.of(bytes, bytes.replace("\0", ""))) {
                    for (Matcher any = CANARY.matcher(text); any.find(); ) {
                        if (wanted.contains(any.group(1))) {
                            found.add(place.relativize(file) + ": " + any.group(1));
                        }
                    }
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One of them.
     *
     * @param words first those of the file and of what is said about the person, then four for each
     *     interaction
     */
    public record Person(List<String> words, String digits) {
        /** Everything that must not be found any more. */
        public List<String> values() {
            return Stream.concat(words.stream(), Stream.of(digits)).toList();
        }

        /** What stands in the events of {@link #events} about the person, without the twin. */
        public List<String> theirs() {
            return Stream.concat(
                            words.stream().filter(word -> !words.subList(8, 11).contains(word)),
                            Stream.of(digits))
                    .toList();
        }

        /** What was said by and about the person; not who it is, and by what keys. */
        public List<String> said() {
            List<String> all = new ArrayList<>(words.subList(17, 20));
            all.addAll(List.of(words.get(7), words.get(12), words.get(13)));
            for (int i = 0; i < INTERACTIONS; i++) {
                all.addAll(words.subList(FURTHER + 4 * i, FURTHER + 4 * i + 3));
            }
            return all;
        }

        public String code() {
            return words.get(0);
        }

        public String name() {
            return words.get(1) + " " + words.get(2);
        }

        /** The address that holds in the end. */
        public String email() {
            return words.get(5) + "@example.org";
        }

        public String summary() {
            return words.get(FURTHER);
        }

        public int interactions() {
            return INTERACTIONS;
        }

        public String money() {
            return "42.50";
        }

        public String firstInteraction() {
            return words.get(FURTHER + 3);
        }

        private String firstEmail() {
            return words.get(3) + "@example.org";
        }

        private static Map<String, Object> contact(String kind, String value) {
            return kind.equals("handle")
                    ? Map.of("kind", kind, "value", value, "system", "wechat")
                    : Map.of("kind", kind, "value", value);
        }

        /**
         * What channels send: a file, eight interactions, something nobody understands, and the
         * file of a twin.
         *
         * @param body another one has the same keys and says something else
         */
        public List<String> events(int body) {
            List<String> all = new ArrayList<>();
            all.add(
                    file(
                            code(),
                            name(),
                            body,
                            "email:" + firstEmail(),
                            "phone:+86 " + digits,
                            "handle:" + words.get(4)));
            for (int i = 0; i < INTERACTIONS; i++) {
                all.add(interaction(i, body));
            }
            all.add(
                    event(
                            words.get(6),
                            "org.example.unheard-of",
                            Map.of("to", firstEmail(), "text", words.get(7) + body)));
            all.add(
                    file(
                            words.get(8),
                            words.get(9),
                            body,
                            "email:" + words.get(10) + "@example.org"));
            return all;
        }

        private static String file(String code, String name, int body, String... contacts) {
            List<Map<String, Object>> addresses = new ArrayList<>();
            for (String each : contacts) {
                String[] parts = each.split(":", 2);
                addresses.add(contact(parts[0], parts[1]));
            }
            return event(
                    "file-" + code,
                    "dev.kehu.customer.v1",
                    Map.of(
                            "code", code,
                            "name", body == 0 ? name : "Somebody Else",
                            "contacts", addresses));
        }

        private String interaction(int number, int body) {
            List<String> own = words.subList(FURTHER + 4 * number, FURTHER + 4 * number + 4);
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("channel", "email");
            data.put("direction", "inbound");
            data.put("kind", number % 2 == 0 ? "order" : "enquiry");
            data.put(
                    "customer",
                    number < 4
                            ? Map.of("code", code())
                            : Map.of("contact", contact("phone", "+86 " + digits)));
            data.put("summary", own.get(0));
            data.put("content", "Żądam " + own.get(1) + " 王 \"" + body);
            data.put("tags", List.of(own.get(2)));
            if (number == 0) {
                data.put("amount", Map.of("value", "12.50", "currency", "CNY"));
                data.put("inReplyTo", words.get(11));
                data.put("competitor", Map.of("name", words.get(12)));
                data.put("remark", words.get(13));
            } else if (number % 2 == 0) {
                data.put("amount", Map.of("value", "10.00", "currency", "CNY"));
            }
            return event(own.get(3), "dev.kehu.interaction.v1", data);
        }

        private static String event(String id, String type, Map<String, Object> data) {
            return JSON.writeValueAsString(
                    Map.of(
                            "specversion",
                            "1.0",
                            "id",
                            id,
                            "source",
                            "/shop",
                            "type",
                            type,
                            "time",
                            "2026-03-01T09:30:00Z",
                            "data",
                            data));
        }

        /** What agents do, by path. */
        public Map<String, String> commands(String id, String twin, String interaction) {
            Map<String, String> all = new LinkedHashMap<>();
            String customer = "/v1/customers/" + id;
            all.put(
                    customer + "/contact-corrections",
                    JSON.writeValueAsString(
                            Map.of(
                                    "wrong", contact("email", firstEmail()),
                                    "right", contact("email", email()))));
            all.put(
                    customer + "/contact-persons",
                    JSON.writeValueAsString(
                            Map.of(
                                    "name", words.get(14),
                                    "role", words.get(15),
                                    "contacts",
                                            List.of(contact("email", words.get(16) + "@b.org")))));
            all.put(
                    "/v1/interactions/" + interaction + "/annotations",
                    JSON.writeValueAsString(
                            Map.of("note", words.get(17), "tags", List.of(words.get(18)))));
            all.put(
                    customer + "/merges",
                    JSON.writeValueAsString(Map.of("absorbed", twin, "reason", words.get(19))));
            return all;
        }

        /** Somebody writes from the address once more. */
        public String later() {
            return event(
                    "later-" + code(),
                    "dev.kehu.interaction.v1",
                    Map.of(
                            "channel", "email",
                            "direction", "inbound",
                            "kind", "enquiry",
                            "customer", Map.of("contact", contact("email", email())),
                            "summary", "hello again"));
        }
    }
}
