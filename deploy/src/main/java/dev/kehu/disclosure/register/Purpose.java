package dev.kehu.disclosure.register;

import java.util.Map;

/**
 * Why the firm processes personal data of one capability. The legal bases are those a firm in trade
 * usually has (GDPR 6(1)); whoever runs Kehu answers for them.
 *
 * @param kept how long; the periods themselves are the firm's
 */
record Purpose(String name, String why, String basis, String kept) {
    private static final String CONTRACT = "contract, 6(1)(b)";
    private static final String DUTY = "legal obligation, 6(1)(c)";
    private static final String INTEREST = "legitimate interest, 6(1)(f)";
    private static final String PERSON = "until the last retention period of the person is over";
    private static final String HISTORY = "as long as history; not about customers";
    private static final String BOTH =
            "consents as long as the person, decisions as long as history";

    /** By capability: every one there is or is planned, so that no event is without a purpose. */
    static final Map<String, Purpose> ALL =
            Map.ofEntries(
                    entry(
                            "customer",
                            "customer-file",
                            "to know who a customer is",
                            CONTRACT,
                            PERSON),
                    entry(
                            "interaction",
                            "customer-service",
                            "to serve a customer",
                            CONTRACT,
                            PERSON),
                    entry(
                            "value",
                            "customer-value",
                            "to attend to customers by value",
                            INTEREST,
                            PERSON),
                    entry(
                            "segment",
                            "segmentation",
                            "to treat alike what is alike",
                            INTEREST,
                            PERSON),
                    entry(
                            "credit",
                            "credit",
                            "to grant credit and collect what is owed",
                            CONTRACT,
                            PERSON),
                    entry(
                            "prospect",
                            "prospects",
                            "to verify who wants to trade",
                            INTEREST,
                            PERSON),
                    entry("selfservice", "self-service", "to answer questions", CONTRACT, PERSON),
                    entry("campaign", "marketing", "to tell of offers", "consent, 6(1)(a)", PERSON),
                    entry("partner", "partners", "to work with partners", CONTRACT, PERSON),
                    entry(
                            "lifecycle",
                            "implementation",
                            "to introduce the system",
                            INTEREST,
                            HISTORY),
                    entry("privacy", "data-protection", "to keep the rights of people", DUTY, BOTH),
                    entry(
                            "audit",
                            "operation",
                            "to run the system and account for it",
                            INTEREST,
                            HISTORY));

    private static Map.Entry<String, Purpose> entry(
            String capability, String name, String why, String basis, String kept) {
        return Map.entry(capability, new Purpose(name, why, basis, kept));
    }
}
