package dev.kehu.control;

import dev.kehu.audit.api.Access;
import dev.kehu.audit.api.AccessLog;
import dev.kehu.platform.reading.Groups;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;

/** Writes down what commands show to whoever runs them, before they do: that is the operator. */
@Component
public final class OperatorLooks {
    private static final String OPERATOR = "operator", ANALYSIS = "analysis";

    private final AccessLog log;
    private final Groups groups;

    OperatorLooks(AccessLog log, Groups groups) {
        this.log = log;
        this.groups = groups;
    }

    /** A look at possibly everybody. */
    public void atEverybody(String command) {
        log.record(Access.wide(log.now(), OPERATOR, "./kehu " + command, ANALYSIS));
    }

    /** A look at a customer, and so at everybody merged with it. */
    public void at(String customer, String command, String purpose) {
        at(groups.live(customer).members(), command, purpose);
    }

    /** A look at these customers and nobody else. */
    public void at(Collection<String> customers, String command, String purpose) {
        log.record(
                Access.of(
                        log.now(), OPERATOR, "./kehu " + command, purpose, List.copyOf(customers)));
    }
}
