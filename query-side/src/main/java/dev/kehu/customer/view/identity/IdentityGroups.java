package dev.kehu.customer.view.identity;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.reading.Group;
import dev.kehu.platform.reading.Groups;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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
    public long moved(Collection<String> customers) {
        List<String> joined = customers.stream().filter(projection::merged).toList();
        if (joined.isEmpty()) return 0;
        var found = views.getObject().of(projection).findAll(joined).values();
        return found.stream().mapToLong(Identity::position).max().orElse(0);
    }

    @Override
    public void listen(Consumer<Set<String>> listener) {
        projection.listen(listener);
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
        String survivor = survivor(customer, once);
        Set<String> members = new LinkedHashSet<>();
        gather(survivor, once, members);
        return new Group(survivor, List.copyOf(members));
    }

    /**
     * Up from one to the next. Of merges that count only in part, as some had not happened yet, two
     * may lead to each other; then the smallest id of the circle answers, whoever is asked for.
     */
    private static String survivor(String customer, Function<String, Identity> identityOf) {
        List<String> passed = new ArrayList<>();
        String next = customer;
        while (next != null && !passed.contains(next)) {
            passed.add(next);
            next = identityOf.apply(next).survivor();
        }
        return next == null
                ? passed.getLast()
                : Collections.min(passed.subList(passed.indexOf(next), passed.size()));
    }

    /** Only who says the same of itself: a later merge into another one counts. */
    private static void gather(
            String id, Function<String, Identity> identityOf, Set<String> members) {
        if (!members.add(id)) return;
        for (String absorbed : identityOf.apply(id).absorbed())
            if (id.equals(identityOf.apply(absorbed).survivor()))
                gather(absorbed, identityOf, members);
    }
}
