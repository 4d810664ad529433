package dev.kehu.platform.paging;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Vault;
import dev.kehu.privacy.api.Forgetful;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The events of the subjects asked about lately, as they were read and opened, within so many
 * bytes. Asked again, only what was recorded since is read. Any erasure, of whomever and whatever,
 * empties it at once, and nothing read before one is kept after it. Safe for any thread.
 */
public final class KeptEvents implements Forgetful {
    /** A quarter for one subject, so that a large one does not drive out all others. */
    private static final int PART = 4;

    /** For one question, where nothing is kept from one to the next. */
    private static final long BRIEFLY = 2 << 20;

    private final History history;
    private final Vault vault;
    private final long most;
    private final long mostTogether;
    private final Map<String, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;
    private long forgotten;
    private long emptied;

    /**
     * @param most bytes of all, as {@link EventBytes} estimates them; 0 keeps nothing
     */
    public KeptEvents(History history, Vault vault, long most) {
        this(history, vault, most, most / PART);
    }

    private KeptEvents(History history, Vault vault, long most, long mostTogether) {
        this.history = history;
        this.vault = vault;
        this.most = most;
        this.mostTogether = mostTogether;
    }

    /** For one question: these, or some of its own where none are kept. */
    public KeptEvents forOneQuestion() {
        return most > 0 ? this : new KeptEvents(history, vault, BRIEFLY, BRIEFLY);
    }

    /** For who looks through many subjects, each of them once: none are kept. */
    public KeptEvents forOnce() {
        return new KeptEvents(history, vault, 0);
    }

    /**
     * What is known of a subject.
     *
     * @param events all of them, ascending; none where there are too many
     * @param until the head of history before they were read
     */
    private record Kept(List<RecordedEvent> events, long bytes, long until, boolean tooMany) {
        private static final long ITSELF = 400;
        static final Kept NOTHING = new Kept(List.of(), ITSELF, -1, false);

        static Kept tooMany(long until) {
            return new Kept(List.of(), ITSELF, until, true);
        }

        long last() {
            return events.isEmpty() ? 0 : events.getLast().position();
        }

        List<RecordedEvent> upTo(long position) {
            int end = events.size();
            while (end > 0 && events.get(end - 1).position() > position) end--;
            return events.subList(0, end);
        }
    }

    /**
     * The events of these subjects up to a position, ascending. Each iterator asks anew; of many
     * events few are in memory at once.
     */
    public Iterable<RecordedEvent> of(Collection<String> subjects, long until) {
        Set<String> each = Set.copyOf(subjects);
        return () -> {
            List<RecordedEvent> all = together(each, until);
            return all == null ? paged(each, until) : all.iterator();
        };
    }

    private Iterator<RecordedEvent> paged(Set<String> subjects, long until) {
        return StreamSupport.stream(SubjectPages.of(history, subjects, until).spliterator(), false)
                .flatMap(List::stream)
                .iterator();
    }

    private @Nullable List<RecordedEvent> together(Set<String> subjects, long until) {
        List<RecordedEvent> all = new ArrayList<>();
        long taken = 0;
        for (String subject : subjects) {
            Kept one = of(subject, until);
            taken += one.bytes();
            if (one.tooMany() || taken > mostTogether) return null;
            if (subjects.size() == 1) return one.upTo(until);
            all.addAll(one.upTo(until));
        }
        all.sort(Comparator.comparingLong(RecordedEvent::position));
        return all;
    }

    private Kept of(String subject, long until) {
        long before = erasures();
        Kept known = find(subject);
        long head = history.head();
        if (known.until() > head) known = Kept.NOTHING; // of a history that went on differently
        if (known.tooMany() || known.until() >= until) return known;
        Kept now = readOn(subject, known, head);
        if (now.tooMany() || !now.events().isEmpty()) keep(subject, now, before);
        return now;
    }

    private Kept readOn(String subject, Kept known, long head) {
        List<RecordedEvent> more = new ArrayList<>();
        long taken = known.bytes();
        for (List<RecordedEvent> page : SubjectPages.behind(history, subject, known.last())) {
            taken += EventBytes.of(page);
            if (taken > mostTogether) return Kept.tooMany(head);
            more.addAll(page);
        }
        if (more.isEmpty()) return new Kept(known.events(), taken, head, false);
        more.addAll(0, known.events());
        return new Kept(List.copyOf(more), taken, head, false);
    }

    /** Changes with each erasure, once nothing of what it erases can be read from history. */
    private synchronized long erasures() {
        return vault.erasures() + forgotten;
    }

    private void emptyAfterErasure() {
        long now = erasures();
        if (now == emptied) return;
        kept.clear();
        bytes = 0;
        emptied = now;
    }

    private synchronized Kept find(String subject) {
        emptyAfterErasure();
        return kept.getOrDefault(subject, Kept.NOTHING);
    }

    /**
     * @param before as {@link #erasures} was before any of it was read
     */
    private synchronized void keep(String subject, Kept now, long before) {
        emptyAfterErasure();
        if (before != emptied) return;
        Kept known = kept.put(subject, now);
        bytes += now.bytes() - (known == null ? 0 : known.bytes());
        for (Iterator<Kept> eldest = kept.values().iterator(); bytes > most; ) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }

    /** Forgets everything; what is being read is not kept either. */
    public synchronized void forget() {
        forgotten++;
        emptyAfterErasure();
    }

    /** What is kept now. */
    public synchronized long bytes() {
        emptyAfterErasure();
        return bytes;
    }

    @Override
    public String place() {
        return "decoded events";
    }

    @Override
    public void forget(Collection<String> subjects, long position) {
        forget();
    }

    @Override
    public void forgetTexts(
            Collection<String> customers, Collection<String> subjects, long position) {
        forget();
    }

    /** What is kept was read since the last erasure: of who was erased nothing could be opened. */
    @Override
    public boolean remembers(Collection<String> subjects) {
        return false;
    }
}
