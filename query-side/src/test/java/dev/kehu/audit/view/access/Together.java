package dev.kehu.audit.view.access;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.reading.Group;
import dev.kehu.platform.reading.Groups;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Some customers who are one, the first of them the survivor; everybody else is alone. */
final class Together implements Groups {
    List<String> members;

    Together(String... members) {
        this.members = List.of(members);
    }

    @Override
    public String view() {
        return "identity";
    }

    @Override
    public Group live(String customer) {
        return members.contains(customer)
                ? new Group(members.getFirst(), members)
                : Group.alone(customer);
    }

    @Override
    public Group told(
            String customer, Function<String, ? extends Iterable<RecordedEvent>> eventsOf) {
        return live(customer);
    }

    @Override
    public long moved(Collection<String> customers) {
        return 0;
    }

    @Override
    public void listen(Consumer<Set<String>> listener) {}
}
