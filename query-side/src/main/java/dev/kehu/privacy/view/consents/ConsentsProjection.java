package dev.kehu.privacy.view.consents;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.reading.Compared;
import dev.kehu.platform.reading.Face;
import dev.kehu.privacy.api.ConsentEvent;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Keeps one document per customer that ever allowed or forbade something. */
@Component
final class ConsentsProjection implements Compared<Consents> {
    @Override
    public String name() {
        return "consents";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Class<Consents> documents() {
        return Consents.class;
    }

    @Override
    public Consents blank(String id) {
        return Consents.blank(id);
    }

    @Override
    public Object answer(Face<Consents> face) {
        return ConsentsAnswer.of(face, null);
    }

    @Override
    public Set<String> texts() {
        return Set.of("evidence");
    }

    @Override
    public Collection<String> touches(RecordedEvent event) {
        return event.payload() instanceof ConsentEvent e
                ? List.of(e.customerId().value())
                : List.of();
    }
}
