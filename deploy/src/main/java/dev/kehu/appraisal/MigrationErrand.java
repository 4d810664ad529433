package dev.kehu.appraisal;

import dev.kehu.control.Errand;
import dev.kehu.control.Replies;
import dev.kehu.value.process.explanation.Migrating;
import dev.kehu.value.process.explanation.Migration;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Counts who changed class between two days. */
@Component
final class MigrationErrand implements Errand {
    private final Migrating migrating;
    private final JsonMapper json = new JsonMapper();

    MigrationErrand(Migrating migrating) {
        this.migrating = migrating;
    }

    @Override
    public String name() {
        return "value-migration";
    }

    @Override
    public Sight sight() {
        return Sight.NOBODY;
    }

    /**
     * @param args two days
     */
    @Override
    public int run(List<String> args, Replies replies) {
        Migration all =
                migrating.between(LocalDate.parse(args.getFirst()), LocalDate.parse(args.get(1)));
        table(all.classes(), all.counts(), replies);
        replies.answer(json.writeValueAsString(all));
        return 0;
    }

    /** Rows before, columns after. */
    static void table(
            List<String> classes, Map<String, Map<String, Long>> counts, Replies replies) {
        StringBuilder head = new StringBuilder("%-10s".formatted(""));
        classes.forEach(name -> head.append("%11s".formatted(name)));
        replies.progress(head.toString());
        for (String before : classes) {
            StringBuilder row = new StringBuilder("%-10s".formatted(before));
            Map<String, Long> after = counts.getOrDefault(before, Map.of());
            classes.forEach(name -> row.append("%,11d".formatted(after.getOrDefault(name, 0L))));
            replies.progress(row.toString());
        }
    }
}
