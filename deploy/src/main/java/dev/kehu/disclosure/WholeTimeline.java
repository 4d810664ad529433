package dev.kehu.disclosure;

import dev.kehu.interaction.view.timeline.TimelineAnswer;
import dev.kehu.interaction.view.timeline.TimelineApi;
import dev.kehu.platform.reading.AsOf;

import java.util.function.Consumer;

/** The timeline, page by page. */
final class WholeTimeline implements Part {
    private static final int PAGE = 500;

    private final TimelineApi timeline;

    WholeTimeline(TimelineApi timeline) {
        this.timeline = timeline;
    }

    @Override
    public String name() {
        return "timeline";
    }

    @Override
    public String title() {
        return "When we were in contact, newest first";
    }

    @Override
    public void tell(Whom whom, Consumer<Object> record) {
        String cursor = null;
        do {
            TimelineAnswer page =
                    timeline.read(whom.customer(), AsOf.NOW, null, null, cursor, PAGE);
            page.items().forEach(record);
            cursor = page.next();
        } while (cursor != null);
    }
}
