package dev.kehu.platform.saga;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.deadletter.DeadLetters;
import dev.kehu.platform.deadletter.Parked;
import dev.kehu.platform.deadline.Deadline;
import dev.kehu.platform.deadline.Deadlines;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.outbox.Outbox;
import dev.kehu.platform.saga.Happening.Occurred;
import dev.kehu.platform.state.State;

import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * All instances of one process. Each happening is one transaction, or part of its caller's: what
 * the instance knows, its commands, its deadlines and the end of what it heard are written
 * together. An instance that fails is parked with all it hears later, while the others go on.
 */
final class Instances<P extends Record> {
    private static final Logger LOG = LoggerFactory.getLogger(Instances.class);
    private static final String FAILED = "step.failed";
    private static final String ALONE = "event@";

    private final Process<P> process;
    private final Planning<P> planning;
    private final Desk desk;
    private final SagaTable table;

    /** What all processes share. */
    record Desk(
            State state,
            Outbox outbox,
            Deadlines deadlines,
            DeadLetters dead,
            StoredHappening happenings,
            InstantSource clock) {}

    Instances(Process<P> process, Planning<P> planning, Desk desk) {
        this.process = process;
        this.planning = planning;
        this.desk = desk;
        this.table = new SagaTable(desk.state());
    }

    String processor() {
        return "saga-" + process.name();
    }

    boolean hears(Class<?> event) {
        return process.hears().stream().anyMatch(type -> type.isAssignableFrom(event));
    }

    /** Hands an event to those it is for; one that does not tell whom it is for is parked alone. */
    void heard(DomainEvent event, long position) {
        Occurred occurred = new Occurred(event, position);
        Optional<Keys> keys = keys(occurred);
        desk.state()
                .write(
                        c -> {
                            if (keys.isPresent()) {
                                handOut(keys.get(), occurred, false);
                            } else if (desk.dead().first(processor(), ALONE + position).isEmpty()) {
                                park(ALONE + position, occurred, FAILED);
                            }
                            return true;
                        });
    }

    private Optional<Keys> keys(Occurred occurred) {
        try {
            return Optional.of(process.associate(occurred.event()));
        } catch (RuntimeException fault) {
            tell("event " + occurred.position(), fault);
            return Optional.empty();
        }
    }

    /** What comes late was parked alone: its row, not the position, keeps it from coming twice. */
    private void handOut(Keys keys, Occurred occurred, boolean late) {
        if (keys.keys().isEmpty()) {
            return;
        }
        for (SagaRow saga : meant(keys, occurred.position())) {
            if (late || saga.position() < occurred.position()) {
                take(saga, saga.at(Math.max(saga.position(), occurred.position())), occurred);
            }
        }
    }

    private List<SagaRow> meant(Keys keys, long position) {
        List<SagaRow> living = table.following(process.name(), keys.keys());
        if (!living.isEmpty() || !keys.starts()) {
            return living;
        }
        SagaRow fresh = planning.begun(position);
        table.put(fresh);
        table.follow(fresh, keys.keys());
        return List.of(fresh);
    }

    /** Hands over what is for one instance; false when there is none, or no longer. */
    boolean heard(String id, Happening happening) {
        return desk.state()
                .write(
                        c -> {
                            Optional<SagaRow> saga = table.find(id);
                            saga.ifPresent(found -> take(found, found, happening));
                            return saga.isPresent();
                        });
    }

    private void take(SagaRow stored, SagaRow saga, Happening happening) {
        boolean behind = desk.dead().first(processor(), saga.id()).isPresent();
        Optional<Plan> plan = behind ? Optional.empty() : planned(saga, happening);
        if (plan.isPresent()) {
            carryOut(plan.get(), stored);
            return;
        }
        table.put(saga); // an event that is parked was handed over, too
        park(saga.id(), happening, behind ? DeadLetters.BEHIND : FAILED);
    }

    private Optional<Plan> planned(SagaRow saga, Happening happening) {
        try {
            return Optional.of(planning.plan(saga, happening));
        } catch (RuntimeException fault) {
            tell(saga.id(), fault);
            return Optional.empty();
        }
    }

    /** Never the message, which might hold personal data. */
    private void tell(String whose, RuntimeException fault) {
        LOG.error("{} parks {}: {}", processor(), whose, fault.getClass().getName());
    }

    private void park(String sequence, Happening happening, String code) {
        desk.dead()
                .park(
                        processor(),
                        sequence,
                        StoredHappening.kind(happening),
                        StoredHappening.position(happening),
                        desk.happenings().detail(happening),
                        code,
                        desk.clock().instant());
    }

    /** Most answers change nothing, so nothing is written of those. */
    private void carryOut(Plan plan, SagaRow stored) {
        SagaRow saga = plan.saga();
        plan.orders()
                .forEach(
                        order ->
                                desk.outbox()
                                        .put(
                                                processor(),
                                                saga.id(),
                                                order.step(),
                                                order.command(),
                                                order.body()));
        if (plan.ended()) {
            desk.deadlines().cancelAll(saga.id());
            table.remove(saga.id());
            return;
        }
        plan.cancelled().forEach(name -> desk.deadlines().cancel(saga.id(), name));
        plan.deadlines()
                .forEach(
                        (name, due) ->
                                desk.deadlines()
                                        .set(new Deadline(processor(), saga.id(), name, due)));
        if (!saga.equals(stored)) {
            table.put(saga);
        }
        table.follow(saga, plan.followed());
    }

    /** Does what is parked, and what waits behind it, as far as it goes. */
    boolean resume(Parked first) {
        Optional<Parked> next = Optional.of(first);
        while (next.isPresent()) {
            Parked parked = next.get();
            Optional<Happening> happening = read(parked);
            if (!desk.state().write(c -> again(parked, happening))) {
                return false;
            }
            next = desk.dead().first(processor(), first.sequence());
        }
        return true;
    }

    /** Resumes as far as it goes; what cannot be read now stays in front, to be retried. */
    void goOn(Parked parked) {
        try {
            resume(parked);
        } catch (RuntimeException fault) {
            tell(parked.sequence(), fault);
        }
    }

    /** Goes on without it. */
    void skip(Parked parked) {
        desk.dead().remove(parked.id());
        desk.dead().first(processor(), parked.sequence()).ifPresent(this::goOn);
    }

    /**
     * Outside the transaction, for history may be far away; none when it does not read any more.
     */
    private Optional<Happening> read(Parked parked) {
        try {
            return Optional.of(desk.happenings().read(parked));
        } catch (StoreUnavailable | EventStoreException away) {
            throw away;
        } catch (RuntimeException fault) {
            tell(parked.sequence(), fault);
            return Optional.empty();
        }
    }

    private boolean again(Parked parked, Optional<Happening> happening) {
        if (desk.dead().find(parked.id()).isEmpty()) {
            return true; // somebody else was faster
        }
        boolean done =
                parked.sequence().startsWith(ALONE)
                        ? againAlone(happening)
                        : again(parked.sequence(), happening);
        if (done) {
            return desk.dead().remove(parked.id());
        }
        desk.dead().failedAgain(parked.id(), FAILED);
        return false;
    }

    private boolean again(String id, Optional<Happening> happening) {
        Optional<SagaRow> saga = table.find(id);
        Optional<Plan> plan = saga.flatMap(found -> happening.flatMap(it -> planned(found, it)));
        plan.ifPresent(found -> carryOut(found, saga.orElseThrow()));
        return saga.isEmpty() || plan.isPresent();
    }

    private boolean againAlone(Optional<Happening> happening) {
        if (happening.isEmpty()) {
            return false;
        }
        Occurred occurred = (Occurred) happening.get();
        Optional<Keys> keys = keys(occurred);
        keys.ifPresent(known -> handOut(known, occurred, true));
        return keys.isPresent();
    }
}
