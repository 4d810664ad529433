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
        return said(replies, answer(replies, check, "position"));
    }

    /**
     * @param strange what was kept that nothing here can prove or refute; empty when nothing
     * @param looks at the log of who looked; its answer is the member {@code access}
     */
    static int of(Replies replies, String strange, Check history, Check looks) {
        Map<String, Object> answer = answer(replies, history, "position");
        Map<String, Object> beside = answer(replies, looks, "number");
        if (!isGood(beside)) {
            if (isGood(answer)) answer.put("detail", beside.get("detail"));
            answer.put("ok", false);
        }
        if (!strange.isEmpty()) {
            replies.complain(strange + ".");
            if (isGood(answer)) answer.put("detail", strange);
            answer.put("ok", false);
        }
        answer.put("access", beside);
        return said(replies, answer);
    }

    private static int said(Replies replies, Map<String, Object> answer) {
        replies.answer(new JsonMapper().writeValueAsString(answer));
        return isGood(answer) ? 0 : 1;
    }

    private static boolean isGood(Map<String, Object> answer) {
        return Boolean.TRUE.equals(answer.get("ok"));
    }

    /**
     * @param bad what the first bad one's place is called
     */
    private static Map<String, Object> answer(Replies replies, Check check, String bad) {
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            answer.put("ok", true);
            answer.putAll(check.run());
            replies.progress("OK: " + answer.get("detail"));
        } catch (Damage damage) {
            answer.put("ok", false);
            if (damage.position() > 0) {
                answer.put(bad, damage.position());
            }
            answer.put("detail", damage.getMessage());
            replies.complain(damage.getMessage() + ".");
        } catch (IOException unreadable) {
            answer.put("ok", false);
            answer.put("detail", "The file cannot be read");
            replies.complain("The file cannot be read: " + unreadable.getMessage() + ".");
        }
        return answer;
    }
}
