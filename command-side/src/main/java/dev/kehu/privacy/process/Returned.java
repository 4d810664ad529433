package dev.kehu.privacy.process;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.sealing.Tombstones;
import dev.kehu.privacy.api.ErasureId;
import dev.kehu.privacy.api.PrivacyCommand;
import dev.kehu.privacy.api.PrivacyCommand.EraseCustomer;
import dev.kehu.privacy.api.PrivacyCommand.EraseTexts;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.List;

/**
 * Erases people, or what was said, again where a history from before the erasure brought them back:
 * the keys are gone already, now the history says so, too.
 */
@Component
class Returned {
    private static final Logger LOG = LoggerFactory.getLogger(Returned.class);
    private static final String REASON = "Came back with a restored history";

    private final Tombstones tombstones;
    private final SubjectKeys keys;
    private final EventHistory history;
    private final GroupCommitEngine engine;
    private final CustomerLookup customers;
    private final Commands commands;
    private final StreamIds ids;
    private final BusinessClock clock;

    Returned(
            Tombstones tombstones,
            SubjectKeys keys,
            EventHistory history,
            GroupCommitEngine engine,
            CustomerLookup customers,
            Commands commands,
            StreamIds ids,
            BusinessClock clock) {
        this.tombstones = tombstones;
        this.keys = keys;
        this.history = history;
        this.engine = engine;
        this.customers = customers;
        this.commands = commands;
        this.ids = ids;
        this.clock = clock;
    }

    void eraseAgain() {
        for (Tombstones.Stone stone : tombstones.all()) {
            if (stone.store().equals(history.storeId())) {
                stone.customers().forEach(customer -> eraseAgain(new CustomerId(customer), stone));
                eraseTextsAgain(stone);
            }
        }
    }

    /** By the id it had, so that it is known for the same one, and no keys but those of then go. */
    private void eraseTextsAgain(Tombstones.Stone stone) {
        if (stone.category() == null || exists(stone.erasure())) {
            return;
        }
        List<String> whose =
                keys.subjectsOf(stone.divided()).stream().filter(this::isCustomer).toList();
        if (!whose.isEmpty()) {
            send(
                    new EraseTexts(
                            new ErasureId(stone.erasure()),
                            new CustomerId(whose.getFirst()),
                            stone.only(),
                            true,
                            REASON,
                            "as " + stone.erasure(),
                            whose,
                            clock.today(),
                            clock.now()));
        }
    }

    /** Whether or not it can be read. */
    private boolean exists(String stream) {
        return engine.lastSequenceNumberFor(stream).isPresent();
    }

    private boolean isCustomer(String subject) {
        return subject.startsWith(CustomerId.PREFIX)
                && exists(subject)
                && !customers.isErased(new CustomerId(subject));
    }

    private void eraseAgain(CustomerId customer, Tombstones.Stone stone) {
        if (customers.isErased(customer) || !exists(customer.value())) {
            return;
        }
        send(
                new EraseCustomer(
                        ids.freshErasure(),
                        customer,
                        true, // the list names everybody; merges of then say nothing of later
                        true, // holds of then, neither: this was decided when they were over
                        REASON,
                        "as " + stone.erasure(),
                        clock.today(),
                        clock.now()));
    }

    private void send(PrivacyCommand command) {
        try {
            commands.send(command, Origin.of("kehu"));
        } catch (Refusal refusal) {
            LOG.warn("What came back with a restored history was not erased: {}", refusal.code());
        }
    }
}
