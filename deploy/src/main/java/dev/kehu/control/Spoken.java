package dev.kehu.control;

import dev.kehu.platform.projection.compare.Comparison;
import dev.kehu.platform.projection.compare.Difference;
import dev.kehu.platform.projection.compare.Difference.Newest;
import dev.kehu.platform.projection.progress.Progress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a rebuild says, in lines for people and members for programs. */
final class Spoken {
    private Spoken() {}

    static String line(Progress step) {
        return "%s: %,d of %,d events, %s%s"
                .formatted(
                        step.view(),
                        step.done(),
                        step.total(),
                        step.paused()
                                ? "paused"
                                : "%,d a second, %d s to go"
                                        .formatted(step.perSecond(), step.remaining().toSeconds()),
                        step.from() > 0
                                ? ", gone on with behind event %,d".formatted(step.from())
                                : "");
    }

    static Map<String, Object> members(Progress step) {
        return Map.of(
                "view", step.view(),
                "from", step.from(),
                "done", step.done(),
                "total", step.total(),
                "perSecond", step.perSecond(),
                "secondsToGo", step.remaining().toSeconds(),
                "paused", step.paused());
    }

    static List<String> lines(Comparison all) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s: compared at event %,d: %,d documents as before, %,d different,"
                                .formatted(all.view(), all.position(), all.same(), all.different())
                        + " %,d only in the old one, %,d only in the new one%s%s"
                                .formatted(
                                        all.onlyOld(),
                                        all.onlyNew(),
                                        all.later() > 0
                                                ? ", %,d not comparable yet".formatted(all.later())
                                                : "",
                                        all.exact() ? "" : " (about)"));
        all.sample().forEach(each -> lines.add("  " + line(each)));
        return lines;
    }

    private static String line(Difference each) {
        return "%s%s: %s (old: %s, new: %s)"
                .formatted(
                        each.document(),
                        each.fields().isEmpty() ? "" : " in " + String.join(", ", each.fields()),
                        each.why(),
                        event(each.before()),
                        event(each.after()));
    }

    private static String event(@Nullable Newest newest) {
        return newest == null
                ? "none"
                : "event %d %s".formatted(newest.position(), newest.eventId());
    }

    static Map<String, Object> members(Comparison all) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("view", all.view());
        members.put("position", all.position());
        members.put("same", all.same());
        members.put("onlyOld", all.onlyOld());
        members.put("onlyNew", all.onlyNew());
        members.put("different", all.different());
        members.put("later", all.later());
        members.put("exact", all.exact());
        members.put("sample", all.sample().stream().map(Spoken::members).toList());
        return members;
    }

    private static Map<String, @Nullable Object> members(Difference each) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("document", each.document());
        members.put("subject", each.subject());
        members.put("fields", each.fields());
        members.put("before", each.before());
        members.put("after", each.after());
        members.put("why", each.why());
        return members;
    }
}
