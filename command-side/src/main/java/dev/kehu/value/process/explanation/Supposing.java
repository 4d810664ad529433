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
    private final ZoneId zone;

    Supposing(
            History history,
            Commands commands,
            BusinessClock clock,
            @Value("${kehu.zone:UTC}") String zone) {
        this.history = history;
        this.commands = commands;
        this.clock = clock;
        this.zone = ZoneId.of(zone);
    }

    /**
     * Writes nothing.
     *
     * @throws Refusal as drafting would be refused
     */
    public WhatIf suppose(Draft draft) {
        ValueModelDrafted drafted = ModelDraft.of(draft.asked(ValueModelId.ALL, clock.now()), 1);
        Shadow shadow = new Shadow(Yardstick.of(drafted));
        new Dossiers(history, zone, history.head()).each(known -> shadow.over(known.dossier()));
        return shadow.answer(drafted.consistencyRatio());
    }

    /** Drafts it and puts it to use. */
    public Receipt activate(Draft draft, Origin by) {
        Origin actor = Origin.of(by.actor());
        Receipt drafted = commands.send(draft.asked(ValueModelId.ALL, clock.now()), actor);
        int version = Integer.parseInt(drafted.ids().getOrDefault("version", "0"));
        return commands.send(new ActivateValueModel(ValueModelId.ALL, version, clock.now()), actor);
    }
}
