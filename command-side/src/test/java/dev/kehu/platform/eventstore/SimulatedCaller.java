package dev.kehu.platform.eventstore;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides over what it reads, waits for its answer, and asks again when it got none. */
final class SimulatedCaller {
    private static final int MOST_CLAIMS = 40;

    private final Simulation world;
    private final String own;
    private final Map<String, Long> expected = new LinkedHashMap<>();
    private List<Draft> drafts = List.of();
    private @Nullable Append pending;
    private boolean uncertain;

    SimulatedCaller(Simulation world, int number) {
        this.world = world;
        this.own = "own-" + number;
    }

    boolean atRest() {
        return pending == null && drafts.isEmpty();
    }

    /** The process it asked is gone: nobody answers any more. */
    void abandoned() {
        uncertain |= pending != null;
        pending = null;
    }

    void act(SimulatedNode node, boolean mayDecide) {
        if (pending != null) {
            if (pending.settled()) {
                hear(node, pending);
            }
        } else if (!drafts.isEmpty() || mayDecide && decide(node)) {
            submit(node);
        }
    }

    private boolean decide(SimulatedNode node) {
        try {
            Map<String, Long> heads = new LinkedHashMap<>();
            for (int i = 1 + world.dice().below(3); i > 0; i--) {
                String stream = stream();
                heads.put(stream, node.engine().lastSequenceNumberFor(stream).orElse(-1L));
            }
            Map<String, Long> read = new LinkedHashMap<>();
            if (heads.size() > 1 && world.dice().oneIn(3)) {
                String only = world.dice().one(List.copyOf(heads.keySet()));
                read.put(only, heads.remove(only));
            }
            draft(heads, read);
            return true;
        } catch (EventStoreException unreadable) {
            return false;
        }
    }

    private String stream() {
        Dice dice = world.dice();
        return switch (dice.below(4)) {
            case 0 -> own;
            case 1 -> "claim-" + dice.below(MOST_CLAIMS);
            default -> "hot-" + dice.below(3);
        };
    }

    private void draft(Map<String, Long> heads, Map<String, Long> read) {
        List<Draft> decided = new ArrayList<>();
        heads.forEach(
                (stream, head) -> {
                    long first = stream.startsWith("claim") ? 0 : head + 1;
                    for (int n = world.dice().oneIn(5) ? 3 : 1; n > 0; n--) {
                        decided.add(world.events().draft(stream, first++));
                    }
                });
        expected.clear();
        expected.putAll(read);
        drafts = decided;
    }

    private void submit(SimulatedNode node) {
        Append append = new Append();
        List<DomainEventMessage<?>> messages = new ArrayList<>();
        for (Draft draft : drafts) {
            append.add(draft);
            messages.add(world.events().message(draft));
        }
        expected.forEach(append::expect);
        if (!world.dice().oneIn(4)) {
            append.carry(messages);
        }
        world.ledger().sent(drafts);
        try {
            pending = node.writer().submit(append);
        } catch (StoreUnavailable refused) {
            refused(refused);
        }
    }

    private void hear(SimulatedNode node, Append answered) {
        pending = null;
        try {
            List<StoredEvent> stored = answered.await();
            world.ledger().acknowledged(drafts, expected, stored, node.writer().head());
            world.dice().note(stored.getLast().position());
            done();
        } catch (AggregateStreamCreationException | ConcurrencyException conflict) {
            if (!uncertain || !world.ledger().recorded(drafts)) {
                world.ledger().conflict(drafts, expected, conflict);
            }
            done();
        } catch (RuntimeException e) {
            refused(e);
        }
    }

    private void refused(RuntimeException why) {
        uncertain |= String.valueOf(why.getMessage()).contains("outcome of the commit is unknown");
        if (!uncertain) {
            world.ledger().denied(drafts);
            if (world.dice().oneIn(2)) {
                done();
            }
        }
    }

    private void done() {
        drafts = List.of();
        uncertain = false;
    }
}
