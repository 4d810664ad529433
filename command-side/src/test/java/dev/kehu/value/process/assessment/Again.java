package dev.kehu.value.process.assessment;

import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.command.AssessAgain;
import dev.kehu.value.formula.fact.Facts;

import java.time.ZoneOffset;

/** An assessment found once more from the events that led to it. */
final class Again {
    private Again() {}

    static ValueAssessed assessed(ValueAssessed e, long position, Shop shop) {
        MeansInUse means = shop.firm.get(MeansInUse.class);
        Dossiers dossiers = new Dossiers(shop.firm.history(), ZoneOffset.UTC, position - 1);
        Facts facts =
                Facts.of(
                        dossiers.ledger(e.members()).until(e.businessDay(), e.position()),
                        means.prices(e.rates(), e.currency()),
                        e.fit() == null ? null : means.fit(e.fit()),
                        e.businessDay());
        return AssessAgain.found(
                e,
                facts,
                means.version(e.modelId(), e.version()),
                dossiers.survivor(e.customerId().value()).dossier().assessments());
    }
}
