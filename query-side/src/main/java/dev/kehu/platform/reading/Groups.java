package dev.kehu.platform.reading;

import dev.kehu.kernel.RecordedEvent;

import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Which customers are one: the port to the identity view, so that no view knows another. */
public interface Groups {
    /** Name of the view behind it; an answer is as fresh as the older of the two. */
    String view();

    /** The group of a customer as it stands; alone when it never took part in a merge. */
    Group live(String customer);

    /** Position of the last event that joined or separated one of these, 0 when there is none. */
    long moved(Collection<String> customers);

    /** Hears who was joined or separated, before {@link #live} shows it. */
    void listen(Consumer<Set<String>> listener);

    /**
     * The group of a customer as these events tell it.
     *
     * @param eventsOf the events of one customer that count, ascending by position
     */
    Group told(String customer, Function<String, ? extends Iterable<RecordedEvent>> eventsOf);
}
