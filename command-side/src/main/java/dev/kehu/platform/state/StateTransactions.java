package dev.kehu.platform.state;

import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;

/** Lets a processor write its work and its token into state in one transaction. */
public final class StateTransactions implements TransactionManager {
    private final State state;

    public StateTransactions(State state) {
        this.state = state;
    }

    @Override
    public Transaction startTransaction() {
        State.Open open = state.begin();
        return new Transaction() {
            @Override
            public void commit() {
                open.commit();
            }

            @Override
            public void rollback() {
                open.rollback();
            }
        };
    }
}
