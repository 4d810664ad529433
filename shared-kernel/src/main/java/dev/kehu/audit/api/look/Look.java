package dev.kehu.audit.api.look;

import java.util.List;

/** What kind of look at personal data an address is. */
public enum Look {
    /** At the customer the address names. */
    NAMED,
    /** At those the answer lists. */
    LISTED,
    /** At possibly everybody. */
    WIDE,
    /** At nobody. */
    NONE;

    private static final List<String> NOBODY =
            List.of(
                    "/v1/audit",
                    "/v1/analysis/schema",
                    "/v1/implementations",
                    "/v1/privacy/retention",
                    "/v1/confidentiality",
                    "/v1/value",
                    "/tile",
                    "/checkpoint",
                    "/problems",
                    "/openapi",
                    "/actuator",
                    "/error");

    /** Questions too long for an address, about customers nobody knows before the answer. */
    private static final List<String> ASKED = List.of("/v1/analysis/sql", "/v1/value/what-if");

    private static final List<String> LISTS = List.of("/v1/customers", "/v1/search", "/");

    /**
     * @param method of HTTP
     * @param pattern of the address, as the program knows it; one nobody thought of here counts as
     *     a look at everybody
     */
    public static Look of(String method, String pattern) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (!reads) return ASKED.contains(pattern) ? WIDE : NONE;
        if (pattern.startsWith("/v1/customers/{id}") || pattern.startsWith("/customers/{id}"))
            return NAMED;
        if (LISTS.contains(pattern)) return LISTED;
        if (pattern.equals("/v1/reports") || pattern.equals("/reports")) return NONE;
        boolean nobody =
                NOBODY.stream().anyMatch(at -> pattern.equals(at) || pattern.startsWith(at + "/"));
        return nobody || pattern.startsWith("/openapi.") ? NONE : WIDE;
    }
}
