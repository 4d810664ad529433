package dev.kehu.value.command;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.memory.Fold;
import dev.kehu.value.api.CustomerValueEvent;

import org.springframework.stereotype.Component;

/** How what a customer is worth follows from the events of its stream. */
@Component
final class ValueFold implements Fold<ValueRecord> {
    @Override
    public String streamType() {
        return "customervalue";
    }

    @Override
    public int revision() {
        return 2;
    }

    @Override
    public Class<ValueRecord> state() {
        return ValueRecord.class;
    }

    @Override
    public ValueRecord unknown() {
        return ValueRecord.NONE;
    }

    @Override
    public ValueRecord evolve(ValueRecord before, DomainEvent event) {
        return before.evolve((CustomerValueEvent) event);
    }

    /** Its newest assessment is most of it: some twenty figures and their names. */
    @Override
    public int bytes(ValueRecord state) {
        int members = state.last() == null ? 0 : state.last().members().size();
        return 3_000 + 128 * members + 512 * state.treatments().size();
    }
}
