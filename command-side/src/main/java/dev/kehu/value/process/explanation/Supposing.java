package dev.kehu.value.process.explanation;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.History;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.value.api.ValueModelCommand.ActivateValueModel;
import dev.kehu.value.api.ValueModelEvent.ValueModelDrafted;
import dev.kehu.value.api.ValueModelId;
import dev.kehu.value.command.ModelDraft;
import dev.kehu.value.formula.assessment.Yardstick;
import dev.kehu.value.process.assessment.Dossiers;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.ZoneId;

/** Tries a draft on what was measured of everybody, before it is used. */
@Component
public final class Supposing {
    private final History history;
    private final Commands commands;
    private final BusinessClock clock;
    private final Turn turn;
    private final ZoneId zone;

    Supposing(
            History history,
            Commands commands,
            BusinessClock clock,
            Turn turn,
            @Value("${kehu.zone:UTC}") String zone) {
        this.history = history;
        this.turn = turn;
        this.commands = commands;
        this.clock = clock;
        this.zone = ZoneId.of(zone);
    }

    /**
     * Writes nothing.
     *
     * @throws Refusal as drafting would be refused; {@code value.looking}
     */
    public WhatIf suppose(Draft draft) {
        ValueModelDrafted drafted = ModelDraft.of(draft.asked(ValueModelId.ALL, clock.now()), 1);
        Yardstick by = Yardstick.of(drafted);
        return turn.take(() -> everybody(by).answer(drafted.consistencyRatio()));
    }

    private Shadow everybody(Yardstick by) {
        Shadow all = new Shadow(by);
        Dossiers dossiers = new Dossiers(history, zone, history.head());
        dossiers.each(
                range -> {
                    Shadow part = new Shadow(by);
                    dossiers.each(range, known -> part.over(known.dossier()));
                    return part;
                },
                all::add);
        return all;
    }

    /** Drafts it and puts it to use. */
    public Receipt activate(Draft draft, Origin by) {
        Origin actor = Origin.of(by.actor());
        Receipt drafted = commands.send(draft.asked(ValueModelId.ALL, clock.now()), actor);
        int version = Integer.parseInt(drafted.ids().getOrDefault("version", "0"));
        return commands.send(new ActivateValueModel(ValueModelId.ALL, version, clock.now()), actor);
    }
}
