package dev.kehu.platform.outbox;

import java.util.Map;

/** What became of a command. */
public sealed interface Outcome {
    /** It was carried out; the ids are those of its receipt. */
    record Accepted(Map<String, String> ids) implements Outcome {}

    /** The business said no, for good: nothing was recorded. */
    record Refused(String code) implements Outcome {}
}
