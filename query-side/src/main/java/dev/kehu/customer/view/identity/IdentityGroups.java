package dev.kehu.customer.view.identity;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.reading.Group;
import dev.kehu.platform.reading.Groups;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Finds the group of a customer: up to the survivor, then down to everybody it absorbed. */
@Component
final class IdentityGroups implements Groups {
    private final ObjectProvider<Views> views;
    private final IdentityProjection projection;

    IdentityGroups(ObjectProvider<Views> views, IdentityProjection projection) {
        this.views = views;
        this.projection = projection;
    }

    @Override
    public String view() {
        return IdentityProjection.NAME;
    }

    @Override
    public Group live(String customer) {
        if (!projection.merged(customer)) return Group.alone(customer);
        var view = views.getObject().of(projection);
        return group(customer, id -> view.find(id).orElseGet(() -> Identity.alone(id)));
    }

    @Override
    public Group told(
            String customer, Function<String, ? extends Iterable<RecordedEvent>> eventsOf) {
        return group(customer, id -> folded(id, eventsOf.apply(id)));
    }

    private Identity folded(String id, Iterable<RecordedEvent> events) {
        Identity identity = Identity.alone(id);
        for (RecordedEvent event : events)
            if (projection.touches(event).contains(id)) identity = identity.on(event);
        return identity;
    }

    static Group group(String customer, Function<String, Identity> identityOf) {
        Map<String, Identity> known = new HashMap<>();
        Function<String, Identity> once = id -> known.computeIfAbsent(id, identityOf);
        Set<String> passed =
                new LinkedHashSet<>(); // a circle would be a defect, not a reason to hang
        String survivor = customer;
        while (passed.add(survivor)) {
            String next = once.apply(survivor).survivor();
            if (next != null) survivor = next;
        }
        Set<String> members = new LinkedHashSet<>();
        gather(survivor, once, members);
        return new Group(survivor, List.copyOf(members));
    }

    private static void gather(
            String id, Function<String, Identity> identityOf, Set<String> members) {
        if (!members.add(id)) return;
        for (String absorbed : identityOf.apply(id).absorbed())
            gather(absorbed, identityOf, members);
    }
}
