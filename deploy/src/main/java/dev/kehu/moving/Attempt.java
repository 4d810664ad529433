package dev.kehu.moving;

import dev.kehu.control.Replies;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.eventstore.StoreUnavailable;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Carries a command out, and says what came of it in one sentence and one JSON object. */
public final class Attempt {
    private static final Set<String> WRONG_USE =
            Set.of("backup.together", "backup.inside", "data.not-a-directory", "data.not-kehu");

    private Attempt() {}

    /**
     * What was done.
     *
     * @param wrong what was found wrong on the way, though it was done; a sentence each
     */
    public record Done(String sentence, Map<String, Object> figures, List<String> wrong) {
        Done(String sentence, Map<String, Object> figures) {
            this(sentence, figures, List.of());
        }
    }

    /** What is to be done. */
    @FunctionalInterface
    public interface Work {
        Done run() throws IOException;
    }

    /**
     * Gives the exit code: 0, or 1 where something was found wrong, or 1 or 2 with the code of the
     * refusal.
     *
     * @param place what a failure of the disk is about
     */
    public static int run(Path place, Replies replies, Work work) {
        try {
            Done done = work.run();
            replies.progress(done.sentence());
            done.wrong().forEach(replies::complain);
            replies.answer(json(done.figures()));
            return done.wrong().isEmpty() ? 0 : 1;
        } catch (Refusal refusal) {
            return refuse(replies, refusal.code(), refusal.getMessage());
        } catch (DataDirectoryRefused refusal) {
            return refuse(replies, refusal.code(), refusal.getMessage());
        } catch (StoreUnavailable refusal) {
            return refuse(replies, refusal.code(), refusal.getMessage() + ".");
        } catch (IllegalStateException unusable) {
            // A store that cannot be opened says why, and names nobody.
            return refuse(replies, "store.failed", unusable.getMessage() + ".");
        } catch (IOException failure) {
            DataDirectoryRefused refusal = DataDirectoryRefused.because(place, failure);
            return refuse(replies, refusal.code(), refusal.getMessage());
        }
    }

    private static int refuse(Replies replies, String code, String sentence) {
        replies.complain(sentence + " (" + code + ")");
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("code", code);
        problem.put("detail", sentence);
        replies.answer(json(problem));
        return WRONG_USE.contains(code) ? 2 : 1;
    }

    private static String json(Map<String, Object> figures) {
        return new JsonMapper().writeValueAsString(figures);
    }
}
