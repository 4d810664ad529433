package dev.kehu.proving;

import dev.kehu.control.Replies;
import dev.kehu.verifier.Damage;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says what a check came to: in a sentence, in one JSON object and as exit code. */
final class Verdict {
    private Verdict() {}

    @FunctionalInterface
    interface Check {
        /** Members of the answer; a sentence under {@code detail}. */
        Map<String, Object> run() throws Damage, IOException;
    }

    static int of(Replies replies, Check check) {
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            answer.put("ok", true);
            answer.putAll(check.run());
            replies.progress("OK: " + answer.get("detail"));
        } catch (Damage damage) {
            answer.put("ok", false);
            if (damage.position() > 0) {
                answer.put("position", damage.position());
            }
            answer.put("detail", damage.getMessage());
            replies.complain(damage.getMessage() + ".");
        } catch (IOException unreadable) {
            answer.put("ok", false);
            answer.put("detail", "The file cannot be read");
            replies.complain("The file cannot be read: " + unreadable.getMessage() + ".");
        }
        replies.answer(new JsonMapper().writeValueAsString(answer));
        return answer.get("ok").equals(true) ? 0 : 1;
    }
}
