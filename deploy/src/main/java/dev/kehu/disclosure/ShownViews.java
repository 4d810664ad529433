package dev.kehu.disclosure;

import dev.kehu.platform.projection.SubjectView;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Compared;
import dev.kehu.platform.reading.Reader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the views show of the customer, from the history itself: never behind. */
final class ShownViews implements Part {
    private final Reader reader;
    private final List<Compared<?>> views;

    ShownViews(Reader reader, List<Compared<?>> views) {
        this.reader = reader;
        this.views = views;
    }

    @Override
    public String name() {
        return "views";
    }

    @Override
    public String title() {
        return "What we show about you";
    }

    @Override
    public void tell(Whom whom, Consumer<Object> record) {
        views.forEach(view -> record.accept(shown(view, whom)));
    }

    private <V extends SubjectView<V>> Object shown(Compared<V> view, Whom whom) {
        var past = reader.past(view, whom.customer(), AsOf.NOW, whom.position());
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("view", view.name());
        shown.put("shows", view.answer(reader.face(view, past)));
        return shown;
    }
}
