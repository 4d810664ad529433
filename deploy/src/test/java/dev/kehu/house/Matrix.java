package dev.kehu.house;

import java.util.Map;
import java.util.Set;

/**
 * Who may use whom. A new capability is one line here; everything in a line is reached through the
 * other's {@code api} alone.
 */
final class Matrix {
    private Matrix() {}

    /**
     * Capability to the capabilities it may know; the customer file knows none but the audit. Views
     * are free of this: a reader's page joins what happened anywhere, and sends nothing.
     */
    static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry("audit", Set.of()),
                    Map.entry("customer", Set.of("audit")),
                    Map.entry("interaction", Set.of("customer", "audit")),
                    Map.entry("value", Set.of("customer", "interaction", "audit")),
                    Map.entry("segment", Set.of("customer", "interaction", "value", "audit")),
                    Map.entry("credit", Set.of("customer", "interaction", "audit")),
                    Map.entry("prospect", Set.of("customer", "interaction", "audit")),
                    Map.entry("privacy", Set.of("customer", "interaction", "audit")),
                    Map.entry("selfservice", Set.of("customer", "interaction", "audit")),
                    Map.entry("partner", Set.of("customer", "interaction", "audit")),
                    Map.entry(
                            "campaign",
                            Set.of("customer", "interaction", "segment", "privacy", "audit")),
                    Map.entry("lifecycle", Set.of("customer", "interaction", "value", "audit")));

    /**
     * The rooms of a capability; a view has one more level, its name. A formula is mathematics that
     * both sides of one capability use.
     */
    static final Set<String> LEAVES =
            Set.of("api", "formula", "command", "web", "process", "channel", "view");

    /**
     * Packages that hold more than fifteen types, and how many at most: each is one mechanism whose
     * parts know each other; a split would only make them public.
     */
    static final Map<String, Integer> ROOMY =
            Map.of(
                    "platform.eventstore", 19,
                    "platform.projection", 27,
                    "platform.viewstore.embedded", 18,
                    "customer.view.customer360", 18);

    /** Rooms that are no capability. */
    static final Set<String> OTHER_ROOMS =
            Set.of(
                    "kernel",
                    "platform",
                    "access",
                    "adapter",
                    "page",
                    "control",
                    "demo",
                    "doctor",
                    "moving",
                    "appraisal",
                    "proving",
                    "disclosure",
                    "verifier",
                    "cli",
                    "bench");
}
