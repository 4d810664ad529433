package dev.kehu.platform.saga;

import dev.kehu.platform.state.SqlFunction;
import dev.kehu.platform.state.State;

import java.sql.Connection;
import java.util.function.Consumer;

/** Names the moments right before and right after every commit. */
final class CrashingState implements State {
    private final State state;
    private final Consumer<String> moment;
    private int depth;

    CrashingState(State state, Consumer<String> moment) {
        this.state = state;
        this.moment = moment;
    }

    @Override
    public <T> T write(SqlFunction<Connection, T> work) {
        if (depth > 0) {
            return state.write(work);
        }
        T result =
                state.write(
                        c -> {
                            depth++;
                            try {
                                T done = work.apply(c);
                                moment.accept("before a commit");
                                return done;
                            } finally {
                                depth--;
                            }
                        });
        moment.accept("after a commit");
        return result;
    }

    @Override
    public <T> T read(SqlFunction<Connection, T> work) {
        return state.read(work);
    }

    @Override
    public Open begin() {
        Open open = state.begin();
        depth++;
        return new Open() {
            @Override
            public void commit() {
                moment.accept("before a batch is committed");
                depth--;
                open.commit();
                moment.accept("after a batch is committed");
            }

            @Override
            public void rollback() {
                depth--;
                open.rollback();
            }
        };
    }

    @Override
    public void afterCommit(Runnable work) {
        state.afterCommit(work);
    }
}
