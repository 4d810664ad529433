package dev.kehu.access;

import java.util.Locale;

/** What a person or program does here; every account has exactly one. */
public enum Role {
    /** Runs the program; may do everything. */
    ADMIN,
    /** Talks with customers: reads and records. */
    AGENT,
    /** Reads customers and implementations. */
    ANALYST,
    /** Reads everything, changes nothing. */
    AUDITOR,
    /** A program that posts events and reads nothing. */
    CHANNEL,
    /** Decides credit. */
    CREDIT;

    /** The account every new data directory has for this role. */
    String user() {
        return name().toLowerCase(Locale.ROOT);
    }
}
