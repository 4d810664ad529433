package dev.kehu.privacy.command;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.privacy.api.Needs;
import dev.kehu.privacy.api.NoLongerNeeded;
import dev.kehu.privacy.api.RetentionId;

import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Looks again whether nothing needs a person, when its erasure is decided: what a run found may be
 * hours old, and a request weeks. The periods are held meanwhile.
 */
@Component
class StillDue {
    private final Needs needs;
    private final Repository<RetentionPolicy> policies;
    private final GroupCommitEngine engine;

    StillDue(Needs needs, Repository<RetentionPolicy> policies, GroupCommitEngine engine) {
        this.needs = needs;
        this.policies = policies;
        this.engine = engine;
    }

    /** Refuses what a run found by periods that are not in use any more. */
    void refuseWithdrawn(@Nullable NoLongerNeeded because) {
        if (because != null && policy().number() != because.periods()) {
            throw Refusal.conflict(
                    "retention.changed",
                    "Other periods were laid down since; the next run goes by them");
        }
    }

    /**
     * By the periods in use now. What is recorded before the caller's append is stored counts, too:
     * then the append fails, and is decided anew.
     *
     * @param person everybody who goes, by the merges of now
     * @param because null where somebody asked: then nothing is looked at
     */
    void refuseNeeded(List<CustomerId> person, @Nullable NoLongerNeeded because, LocalDate today) {
        if (because == null) {
            return;
        }
        long read = engine.head();
        engine.expectQuiet(
                person.stream().map(CustomerId::value).collect(Collectors.toSet()), read);
        if (needs.lastDay(person, policy().months()).filter(today::isAfter).isEmpty()) {
            throw Refusal.conflict(
                    "retention.not-due",
                    "By now a purpose needs this person, who stays; decline the request if there"
                            + " is one");
        }
    }

    private RetentionState policy() {
        try {
            return policies.load(RetentionId.FIRM.value()).invoke(RetentionPolicy::state);
        } catch (AggregateNotFoundException nothingLaidDown) {
            return RetentionState.NONE;
        }
    }
}
