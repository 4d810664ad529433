package dev.kehu.platform.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.axonframework.common.transaction.Transaction;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

class StateTransactionsTest {
    private StateDatabase state;
    private StateTokenStore tokens;

    Place place(Path directory, String... more) {
        return Place.inFile(directory, more);
    }

    @BeforeEach
    void open(@TempDir Path temp) {
        state =
                place(
                                temp,
                                "create table work(n integer primary key)",
                                "create table owes(n integer references work(n) deferrable"
                                        + " initially deferred)")
                        .open();
        tokens = new StateTokenStore(state, "store-1");
        tokens.initializeTokenSegments("p", 1, null);
    }

    @AfterEach
    void close() {
        state.close();
    }

    private void work(int n) {
        run("insert into work values (" + n + ")");
    }

    private void run(String sql) {
        state.write(
                connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.executeUpdate(sql);
                    }
                });
    }

    private long count(String table) {
        return state.read(
                c ->
                        Sql.list(c, "select count(*) from " + table, row -> row.getLong(1))
                                .getFirst());
    }

    @Test
    void writeWorkAndTokenTogether() {
        Transaction transaction = new StateTransactions(state).startTransaction();
        work(1);
        tokens.storeToken(new GlobalSequenceTrackingToken(7), "p", 0);
        transaction.commit();
        assertThat(count("work")).isEqualTo(1);
        assertThat(tokens.fetchToken("p", 0)).isEqualTo(new GlobalSequenceTrackingToken(7));
    }

    @Test
    void undoWorkAndTokenTogether() {
        Transaction transaction = new StateTransactions(state).startTransaction();
        work(1);
        tokens.storeToken(new GlobalSequenceTrackingToken(7), "p", 0);
        transaction.rollback();
        assertThat(count("work")).isZero();
        assertThat(tokens.fetchToken("p", 0)).isNull();
    }

    @Test
    void leaveNothingBehindWhenTheCommitItselfFails() {
        Transaction transaction = new StateTransactions(state).startTransaction();
        work(1);
        run("insert into owes values (99)"); // found wrong at commit only
        assertThatThrownBy(transaction::commit).isInstanceOf(IllegalStateException.class);
        transaction.rollback(); // as a unit of work does after a commit that failed
        work(2);
        assertThat(count("work")).isEqualTo(1);
        assertThat(count("owes")).isZero();
    }

    @Test
    void tellOthersOnceTheyAreCommittedAndTheConnectionIsFree() {
        List<Long> seen = new ArrayList<>();
        Transaction transaction = new StateTransactions(state).startTransaction();
        work(1);
        state.write(
                c -> {
                    state.afterCommit(() -> seen.add(onAnotherThread(() -> count("work"))));
                    return true;
                });
        assertThat(seen).isEmpty();
        transaction.commit();
        assertThat(seen).containsExactly(1L);
        work(2);
        assertThat(seen).hasSize(1);
        state.afterCommit(() -> seen.add(0L));
        assertThat(seen).containsExactly(1L, 0L);
    }

    @Test
    void tellNobodyWhatWasUndone() {
        List<Long> seen = new ArrayList<>();
        Transaction transaction = new StateTransactions(state).startTransaction();
        state.afterCommit(() -> seen.add(1L));
        transaction.rollback();
        work(1);
        assertThatThrownBy(
                        () ->
                                state.write(
                                        c -> {
                                            state.afterCommit(() -> seen.add(2L));
                                            throw new IllegalArgumentException("no");
                                        }))
                .isInstanceOf(IllegalArgumentException.class);
        Transaction failing = new StateTransactions(state).startTransaction();
        state.afterCommit(() -> seen.add(3L));
        run("insert into owes values (99)");
        assertThatThrownBy(failing::commit).isInstanceOf(IllegalStateException.class);
        transaction.rollback(); // ended long ago: another's transaction is not touched
        work(2);
        assertThat(seen).isEmpty();
    }

    private static <T> T onAnotherThread(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question).orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void keepThatAProcessorIsReplaying() {
        ReplayToken replay =
                (ReplayToken)
                        ReplayToken.createReplayToken(
                                new GlobalSequenceTrackingToken(50),
                                new GlobalSequenceTrackingToken(7));
        tokens.storeToken(replay, "p", 0);
        assertThat(tokens.fetchToken("p", 0)).isEqualTo(replay);
        tokens.storeToken(new GlobalSequenceTrackingToken(51), "p", 0);
        assertThat(tokens.fetchToken("p", 0)).isEqualTo(new GlobalSequenceTrackingToken(51));
    }

    @Test
    void knowOnlySegmentsThatWereMade() {
        assertThatThrownBy(() -> tokens.fetchToken("p", 1))
                .isInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> tokens.extendClaim("p", 0))
                .isInstanceOf(UnableToClaimTokenException.class);
        assertThat(tokens.fetchSegments("p")).containsExactly(0);
        assertThat(tokens.fetchAvailableSegments("p")).hasSize(1);
        tokens.fetchToken("p", 0);
        tokens.extendClaim("p", 0);
        assertThat(tokens.fetchAvailableSegments("p")).hasSize(1); // to its own process
        tokens.releaseClaim("p", 0);
        tokens.deleteToken("p", 0);
        assertThat(tokens.fetchSegments("p")).isEmpty();
        assertThat(tokens.retrieveStorageIdentifier()).contains("store-1");
    }
}
