package dev.kehu.appraisal;

import dev.kehu.control.Errand;
import dev.kehu.control.Replies;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.value.process.explanation.Supposing;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

/** Gives up a version of a value model that is not in use. */
@Component
final class DiscardErrand implements Errand {
    private final Supposing supposing;
    private final JsonMapper json = new JsonMapper();

    DiscardErrand(Supposing supposing) {
        this.supposing = supposing;
    }

    @Override
    public String name() {
        return "value-discard";
    }

    @Override
    public Sight sight() {
        return Sight.NOBODY;
    }

    /**
     * @param args the version, then the segment whose model it is of
     */
    @Override
    public int run(List<String> args, Replies replies) {
        int version = Integer.parseInt(args.getFirst());
        supposing.discard(args.get(1), version, Origin.of("kehu"));
        replies.progress("Version %d is discarded; nobody is assessed by it.".formatted(version));
        replies.answer(
                json.writeValueAsString(Map.of("segment", args.get(1), "discarded", version)));
        return 0;
    }
}
