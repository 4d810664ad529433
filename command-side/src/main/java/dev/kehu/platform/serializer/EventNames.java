package dev.kehu.platform.serializer;

import dev.kehu.audit.api.CalendarEvent;
import dev.kehu.audit.api.ConfidentialityEvent;
import dev.kehu.audit.api.ParkingEvent;
import dev.kehu.audit.api.RequestEvent;
import dev.kehu.customer.api.CodeEvent;
import dev.kehu.customer.api.ContactEvent;
import dev.kehu.customer.api.ContactPersonEvent;
import dev.kehu.customer.api.CustomerEvent;
import dev.kehu.interaction.api.InteractionEvent;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.privacy.api.ConsentEvent;
import dev.kehu.privacy.api.ErasureEvent;
import dev.kehu.privacy.api.ErasureRequestEvent;
import dev.kehu.privacy.api.RetentionEvent;
import dev.kehu.value.api.CustomerValueEvent;
import dev.kehu.value.api.ModelFitEvent;
import dev.kehu.value.api.ValueModelEvent;
import dev.kehu.value.api.ValuePolicyEvent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The allow-list from stored names to event classes: nothing else is ever read from history. */
public final class EventNames {
    /**
     * Every family of events there is; a new family is added here, a new event of a family is found
     * by itself.
     */
    public static final List<Class<? extends DomainEvent>> FAMILIES =
            List.of(
                    CustomerEvent.class,
                    ContactEvent.class,
                    CodeEvent.class,
                    ContactPersonEvent.class,
                    InteractionEvent.class,
                    RequestEvent.class,
                    CalendarEvent.class,
                    ParkingEvent.class,
                    ConfidentialityEvent.class,
                    ErasureEvent.class,
                    ErasureRequestEvent.class,
                    ConsentEvent.class,
                    RetentionEvent.class,
                    ValueModelEvent.class,
                    ModelFitEvent.class,
                    CustomerValueEvent.class,
                    ValuePolicyEvent.class,
                    ImplementationEvent.class);

    private final Map<String, Class<?>> byName = new HashMap<>();

    public EventNames() {
        this(FAMILIES);
    }

    EventNames(List<Class<? extends DomainEvent>> families) {
        for (Class<?> family : families) {
            for (Class<?> event : family.getPermittedSubclasses()) {
                Class<?> other = byName.put(event.getAnnotation(EventName.class).value(), event);
                if (other != null) {
                    throw new IllegalStateException(
                            other.getName() + " and " + event.getName() + " share a stored name");
                }
            }
        }
    }

    Optional<Class<?>> classOf(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
