package dev.kehu.disclosure.register;

import java.util.Map;

/**
 * Why the firm processes personal data of one capability. The legal bases are those a firm in trade
 * usually has (GDPR 6(1)); whoever runs Kehu answers for them.
 */
record Purpose(String name, String why, String basis) {
    private static final String CONTRACT = "contract, 6(1)(b)";
    private static final String DUTY = "legal obligation, 6(1)(c)";
    private static final String INTEREST = "legitimate interest, 6(1)(f)";

    /** By capability: every one there is or is planned, so that no event is without a purpose. */
    static final Map<String, Purpose> ALL =
            Map.ofEntries(
                    entry("customer", "customer-file", "to know who a customer is", CONTRACT),
                    entry("interaction", "customer-service", "to serve a customer", CONTRACT),
                    entry("value", "customer-value", "to attend to customers by value", INTEREST),
                    entry("segment", "segmentation", "to treat alike what is alike", INTEREST),
                    entry("credit", "credit", "to grant credit and collect what is owed", CONTRACT),
                    entry("prospect", "prospects", "to verify who wants to trade", INTEREST),
                    entry("selfservice", "self-service", "to answer questions", CONTRACT),
                    entry("campaign", "marketing", "to tell of offers", "consent, 6(1)(a)"),
                    entry("partner", "partners", "to work with partners", CONTRACT),
                    entry("lifecycle", "implementation", "to introduce the system", INTEREST),
                    entry("privacy", "data-protection", "to keep the rights of people", DUTY),
                    entry("audit", "operation", "to run the system and account for it", INTEREST));

    private static Map.Entry<String, Purpose> entry(
            String capability, String name, String why, String basis) {
        return Map.entry(capability, new Purpose(name, why, basis));
    }
}
