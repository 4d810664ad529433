package dev.kehu.control;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/** Looks at the event store: what it says is its newest event must be there to read. */
@Component
final class StoreFacts implements HealthFacts {
    private final History history;

    StoreFacts(History history) {
        this.history = history;
    }

    @Override
    public List<Finding> findings() {
        long head = history.head();
        List<RecordedEvent> last = head == 0 ? List.of() : history.readAfter(head - 1, 1);
        boolean whole = head == 0 || last.size() == 1 && last.getFirst().position() == head;
        return List.of(
                new Finding(
                        "event store",
                        whole ? Finding.State.OK : Finding.State.FAILED,
                        whole
                                ? "%,d events, the newest can be read".formatted(head)
                                : "the newest event, %,d, cannot be read".formatted(head),
                        Map.of("head", head)));
    }
}
