package dev.kehu.interaction.api;

import java.util.List;

/** The words an interaction is described with, in the order people read them in. */
public final class Vocabulary {
    public static final List<String> CHANNELS =
            List.of(
                    "phone",
                    "email",
                    "web",
                    "callcentre",
                    "chat",
                    "sms",
                    "fax",
                    "shop",
                    "fair",
                    "partner");
    public static final List<String> DIRECTIONS = List.of("inbound", "outbound");
    public static final List<String> KINDS =
            List.of(
                    "enquiry",
                    "quote",
                    "order",
                    "payment",
                    "delivery",
                    "return",
                    "complaint",
                    "praise",
                    "visit",
                    "browse",
                    "service",
                    "survey",
                    "campaign",
                    "other");

    private Vocabulary() {}
}
