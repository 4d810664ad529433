package dev.kehu.platform.saga;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a happening leads to, thought out to the end: nothing about it can fail but the database.
 */
record Plan(
        SagaRow saga,
        List<Order> orders,
        Map<String, Instant> deadlines,
        Set<String> cancelled,
        Collection<String> followed,
        boolean ended) {

    /** A command as the outbox keeps it. */
    record Order(String step, String command, String body) {}
}
