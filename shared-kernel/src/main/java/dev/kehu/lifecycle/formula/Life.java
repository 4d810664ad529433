package dev.kehu.lifecycle.formula;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;

import java.util.Set;

/** What measures need to know of one customer: days with orders, and who spoke when. */
final class Life {
    /** Somebody came back to us, but asked nothing. */
    static final int CAME = 0;

    static final int ASKED = 1;
    static final int ANSWERED = 2;
    static final int CAMPAIGN = 3;

    private static final int KINDS = 4;
    private static final Set<String> QUESTIONS = Set.of("enquiry", "complaint");
    private static final Set<String> NO_ANSWERS = Set.of("campaign", "survey");

    final Numbers orders = new Numbers();
    final Numbers contacts = new Numbers();

    void on(InteractionRecorded e, long day) {
        if (e.kind().equals("order")) orders.add(day);
        int kind = kind(e);
        if (kind >= 0) contacts.add(e.occurredAt().toEpochMilli() * KINDS + kind);
    }

    private static int kind(InteractionRecorded e) {
        if (e.direction().equals("inbound")) return QUESTIONS.contains(e.kind()) ? ASKED : CAME;
        if (e.kind().equals("campaign")) return CAMPAIGN;
        return NO_ANSWERS.contains(e.kind()) ? -1 : ANSWERED;
    }

    static int kind(long contact) {
        return Math.floorMod(contact, KINDS);
    }

    static long millis(long contact) {
        return Math.floorDiv(contact, KINDS);
    }
}
