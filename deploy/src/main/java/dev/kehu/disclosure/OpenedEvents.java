package dev.kehu.disclosure;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.EventHistory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The events themselves, with what is sealed in them opened. */
final class OpenedEvents implements Part {
    private final EventHistory history;

    OpenedEvents(EventHistory history) {
        this.history = history;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String title() {
        return "Everything that was recorded";
    }

    @Override
    public void tell(Whom whom, Consumer<Object> record) {
        for (String subject : whom.subjects()) {
            history.eachOf(
                    subject,
                    event -> {
                        if (event.position() <= whom.position()) {
                            record.accept(opened(event));
                        }
                    });
        }
    }

    private static Map<String, Object> opened(RecordedEvent event) {
        Map<String, Object> opened = new LinkedHashMap<>();
        opened.put("position", event.position());
        opened.put("stream", event.stream());
        opened.put("seq", event.seq());
        opened.put("name", event.name());
        opened.put("subject", event.subject());
        opened.put("recordedAt", event.recordedAt());
        opened.put("recordedBy", event.metadata().getOrDefault("actor", ""));
        opened.put("event", event.payload());
        return opened;
    }
}
