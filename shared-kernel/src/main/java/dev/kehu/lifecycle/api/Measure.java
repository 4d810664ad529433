package dev.kehu.lifecycle.api;

import java.util.Locale;
import java.util.Optional;

/**
 * What a goal can be bound to. Each is computed from history as of (business day, position), but
 * for {@link #REPORTED}; those whose data nobody records yet are listed, and cannot be chosen.
 */
public enum Measure {
    CUSTOMERS_ACTIVE("customers", "customers with an order in the 90 days up to the day"),
    REPEAT_PURCHASE_RATE("share", "of all who ever ordered, those who did on two days or more"),
    MEAN_P_ALIVE(
            "probability",
            "mean BG/NBD probability of buying again over all who ever ordered, by the last fit"),
    INCOME_30_DAYS("money", "orders of the 30 days up to the day, in the one currency there is"),
    FIRST_RESPONSE_TIME("minutes", "median until a question or complaint was answered"),
    ANSWERED_WITHIN_HOUR("share", "of all questions and complaints, those answered in 60 minutes"),
    CAMPAIGN_RESPONSE(
            "share", "of all campaign messages, those the customer came back on in 30 days"),
    COST_PER_CONTACT("money", "mean of the costs recorded with interactions, in one currency"),
    STAFF_TRAINED("employees", "employees who took a training"),
    STAFF_ACCEPTANCE("points", "mean of each employee's last answer, from 1 to 5"),
    HIGH_VALUE_SHARE(
            "share", "of all assessed customers, those whose last assessment said high value"),
    DUPLICATES_OPEN(
            "pairs", "customers registered under the same name, and not merged, two by two"),
    CUSTOMERS_WITH_ONE_FACE(
            "share",
            "of all customers with a name, those whose merged files tell one name and type"),
    OVERDUE_RECEIVABLES(
            "money", "orders on account not paid or sent back 30 days later, in one currency"),
    REPORTED("any", "a figure reported by a named person with evidence"),
    SELF_SERVICE_SOLVE_RATE("share", "self-service is not recorded yet");

    private final String unit;
    private final String meaning;

    Measure(String unit, String meaning) {
        this.unit = unit;
        this.meaning = meaning;
    }

    /** As it is written in events and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String unit() {
        return unit;
    }

    /** How it is counted, or why it cannot be. */
    public String meaning() {
        return meaning;
    }

    public boolean available() {
        return compareTo(REPORTED) <= 0;
    }

    public boolean computed() {
        return compareTo(REPORTED) < 0;
    }

    public static Optional<Measure> named(String label) {
        for (Measure each : values()) if (each.label().equals(label)) return Optional.of(each);
        return Optional.empty();
    }
}
