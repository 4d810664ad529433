package dev.kehu.appraisal;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.formula.Rounded;
import dev.kehu.value.formula.lifetime.Buyer;
import dev.kehu.value.formula.lifetime.PurchaseFit;
import dev.kehu.value.formula.lifetime.PurchaseModel;
import dev.kehu.value.formula.lifetime.SpendFit;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import java.io.OutputStream;
import java.util.List;

/**
 * Both models and what they say of every customer.
 *
 * @param spend null when no spend can be learnt from these purchases
 * @param noSpend why, then
 */
record Fitted(
        List<Buyer> buyers,
        PurchaseFit purchases,
        @Nullable SpendFit spend,
        @Nullable Refusal noSpend) {
    private static final int WEEKS = 39;
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * @param noMoney why the amounts cannot be added up, or null when they can
     * @throws Refusal when how often customers buy cannot be learnt
     */
    static Fitted to(List<Buyer> buyers, @Nullable Refusal noMoney) {
        PurchaseFit purchases = PurchaseFit.of(buyers);
        if (noMoney != null) return new Fitted(buyers, purchases, null, noMoney);
        try {
            return new Fitted(buyers, purchases, SpendFit.of(buyers), null);
        } catch (Refusal refusal) {
            return new Fitted(buyers, purchases, null, refusal);
        }
    }

    /** The contract of {@code value fit}; customers go out one by one. */
    void write(OutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            PurchaseModel model = purchases.model();
            json.writeObjectPropertyStart("params");
            number(json, "r", model.r());
            number(json, "alpha", model.alpha());
            number(json, "a", model.a());
            number(json, "b", model.b());
            json.writeEndObject();
            number(json, "logLikelihood", purchases.logLikelihood());
            writeSpend(json);
            json.writeStringProperty("unit", "week");
            json.writeArrayPropertyStart("customers");
            for (Buyer buyer : buyers) write(json, buyer);
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void writeSpend(JsonGenerator json) {
        if (spend == null) {
            json.writeNullProperty("gammaGamma");
            return;
        }
        json.writeObjectPropertyStart("gammaGamma");
        number(json, "p", spend.model().p());
        number(json, "q", spend.model().q());
        number(json, "v", spend.model().v());
        number(json, "logLikelihood", spend.logLikelihood());
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Buyer buyer) {
        json.writeStartObject();
        json.writeStringProperty("customer", buyer.customer());
        json.writeNumberProperty("frequency", buyer.frequency());
        number(json, "recency", buyer.recencyWeeks());
        number(json, "T", buyer.ageWeeks());
        json.writeNumberProperty("pAlive", Rounded.digits(purchases.model().alive(buyer)));
        json.writeNumberProperty(
                "expected" + WEEKS, Rounded.digits(purchases.model().expected(WEEKS, buyer)));
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String member, double value) {
        json.writeNumberProperty(member, Rounded.of(value));
    }
}
