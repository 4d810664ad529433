package dev.kehu.privacy.process.retention;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.privacy.api.NoLongerNeeded;
import dev.kehu.privacy.process.PersonErasure;
import dev.kehu.privacy.process.PersonErasure.Asked;
import dev.kehu.privacy.process.approval.SecondPerson;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Erases one person who is due, and waits until nothing is left of it: of a run one erasure is
 * under way at a time, so that one somebody asks for never stands behind thousands.
 */
@Component
class DueErasure {
    static final String ERASED = "erased";
    static final String REQUESTED = "erasure.requested";
    static final String HELD = "customer.held";

    /** The run goes by periods that are not in use any more. */
    static final String CHANGED = "retention.changed";

    private static final Logger LOG = LoggerFactory.getLogger(DueErasure.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A store that fails to forget one person keeps the others waiting for no longer. */
    private static final long LONGEST = Duration.ofMinutes(10).dividedBy(PATIENCE);

    private final SecondPerson second;
    private final PersonErasure erasure;

    DueErasure(SecondPerson second, PersonErasure erasure) {
        this.second = second;
        this.erasure = erasure;
    }

    /**
     * What came of it: {@link #ERASED}, {@link #REQUESTED}, the code of what stood against it, or
     * the name of a fault. No one person stops a run.
     *
     * @param goesOn false when the program stops: then nothing is waited for
     */
    String erase(
            String customer,
            String basis,
            NoLongerNeeded because,
            Origin origin,
            BooleanSupplier goesOn) {
        try {
            CustomerId id = new CustomerId(customer);
            Asked asked = new Asked(id, false, null, "retention", basis, because);
            SecondPerson.Came came = second.erase(asked, origin, PATIENCE);
            if (came.erasure() == null) {
                return REQUESTED;
            }
            settle(came.erasure(), goesOn);
            return ERASED;
        } catch (Refusal refusal) {
            return refusal.code();
        } catch (StoreUnavailable away) {
            throw away;
        } catch (RuntimeException fault) {
            String name = fault.getClass().getName();
            LOG.warn("{} is due and cannot be erased; tried again tomorrow: {}", customer, name);
            return name;
        }
    }

    private void settle(PersonErasure.Standing it, BooleanSupplier goesOn) {
        boolean finished = it.receipt() != null;
        for (long i = 1; !finished && goesOn.getAsBoolean() && i < LONGEST; i++) {
            finished = erasure.isFinished(it.erasureId(), PATIENCE);
        }
    }
}
