package dev.kehu.value.process.explanation;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.History;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.scan.SubjectScan;
import dev.kehu.value.api.ValueModelCommand.ActivateValueModel;
import dev.kehu.value.api.ValueModelCommand.DiscardValueModel;
import dev.kehu.value.api.ValueModelEvent.ValueModelDrafted;
import dev.kehu.value.api.ValueModelId;
import dev.kehu.value.command.ModelDraft;
import dev.kehu.value.command.SegmentName;
import dev.kehu.value.formula.assessment.Yardstick;
import dev.kehu.value.process.assessment.Dossier;
import dev.kehu.value.process.assessment.Dossiers;
import dev.kehu.value.process.assessment.MeansInUse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.ZoneId;
import java.util.Set;
import java.util.function.Predicate;

/** Tries a draft on what was measured of everybody, before it is used. */
@Component
public final class Supposing {
    private final History history;
    private final Commands commands;
    private final BusinessClock clock;
    private final MeansInUse means;
    private final Turn turn;
    private final ZoneId zone;

    Supposing(
            History history,
            Commands commands,
            BusinessClock clock,
            MeansInUse means,
            Turn turn,
            @Value("${kehu.zone:UTC}") String zone) {
        this.history = history;
        this.means = means;
        this.turn = turn;
        this.commands = commands;
        this.clock = clock;
        this.zone = ZoneId.of(zone);
    }

    /**
     * Writes nothing. Looked at is who would be assessed by the model: the customers of its
     * segment, or all who are in none with a model of its own.
     *
     * @param segment {@code all}, or a strategic segment
     * @throws Refusal as drafting would be refused; {@code value.segment}, {@code value.looking}
     */
    public WhatIf suppose(String segment, Draft draft) {
        return suppose(
                segment, ModelDraft.of(draft.asked(SegmentName.model(segment), clock.now()), 1));
    }

    /**
     * The same of a version that was drafted.
     *
     * @throws Refusal {@code value.model-unknown}, {@code value.looking}
     */
    public WhatIf suppose(String segment, int version) {
        return suppose(segment, means.drafted(SegmentName.model(segment), version));
    }

    private WhatIf suppose(String segment, ValueModelDrafted drafted) {
        Yardstick by = Yardstick.of(drafted);
        Predicate<Dossier> measured = measured(segment);
        return turn.take(
                () ->
                        everybody(by, measured, SubjectScan.of(history))
                                .answer(drafted.consistencyRatio()));
    }

    private Predicate<Dossier> measured(String segment) {
        if (!segment.equals(SegmentName.ALL)) return dossier -> segment.equals(dossier.segment());
        Set<String> apart = means.segmentsApart();
        return dossier -> dossier.segment() == null || !apart.contains(dossier.segment());
    }

    /** Whatever the threads and ranges, the answer is the same. */
    Shadow everybody(Yardstick by, Predicate<Dossier> measured, SubjectScan scan) {
        Shadow all = new Shadow(by);
        Dossiers dossiers = new Dossiers(history, zone, history.head());
        scan.each(
                Dossiers.ALL,
                range -> {
                    Shadow part = new Shadow(by);
                    dossiers.each(
                            range,
                            known -> {
                                if (measured.test(known.dossier())) part.over(known.dossier());
                            });
                    return part;
                },
                all::add);
        return all;
    }

    /**
     * Gives up a version that is not in use.
     *
     * @throws Refusal {@code value.model-unknown}, {@code value.model-in-use}
     */
    public Receipt discard(String segment, int version, Origin by) {
        return commands.send(
                new DiscardValueModel(SegmentName.model(segment), version, clock.now()), by);
    }

    /** Drafts it and puts it to use. */
    public Receipt activate(String segment, Draft draft, Origin by) {
        ValueModelId model = SegmentName.model(segment);
        Origin actor = Origin.of(by.actor());
        Receipt drafted = commands.send(draft.asked(model, clock.now()), actor);
        int version = Integer.parseInt(drafted.ids().getOrDefault("version", "0"));
        return commands.send(new ActivateValueModel(model, version, clock.now()), actor);
    }
}
