package dev.kehu.appraisal;

import dev.kehu.control.Errand;
import dev.kehu.control.Replies;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.value.process.explanation.Draft;
import dev.kehu.value.process.explanation.Supposing;
import dev.kehu.value.process.explanation.WhatIf;
import dev.kehu.value.process.explanation.WhatIf.Mover;

import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tries a drafted model, and puts it to use when asked to. */
@Component
final class SupposeErrand implements Errand {
    private final Supposing supposing;
    private final JsonMapper json = new JsonMapper();

    SupposeErrand(Supposing supposing) {
        this.supposing = supposing;
    }

    @Override
    public String name() {
        return "value-what-if";
    }

    /**
     * @param args a file with a draft, the segment it is for, then {@code activate} or nothing
     */
    @Override
    public int run(List<String> args, Replies replies) {
        Draft draft = draft(Path.of(args.getFirst()));
        String segment = args.get(1);
        WhatIf found = supposing.suppose(segment, draft);
        MigrationErrand.table(found.classes(), found.counts(), replies);
        found.movers().forEach(mover -> replies.progress(said(mover)));
        if (args.size() > 2) {
            supposing.activate(segment, draft, Origin.of("kehu"));
            replies.progress("The draft is in use from now on; ./kehu value assess goes by it.");
        }
        replies.answer(json.writeValueAsString(found));
        return 0;
    }

    private Draft draft(Path file) {
        try {
            return json.readValue(Files.readString(file), Draft.class);
        } catch (JacksonException unreadable) {
            throw Refusal.invalid(
                    "value.draft", "The file holds no draft of a value model; see docs/value.md");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String said(Mover mover) {
        return "%s  %+.9f  %s to %s  %s %s"
                .formatted(
                        mover.customer(),
                        mover.change(),
                        mover.valueClass(),
                        mover.draftedClass(),
                        mover.byCriterion(),
                        mover.levels());
    }
}
