package dev.kehu.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.state.Place;
import dev.kehu.platform.state.SqlFunction;
import dev.kehu.platform.state.State;
import dev.kehu.platform.state.StateDatabase;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers that come together. */
@Timeout(60)
class SettlingTest {
    private final List<Long> settled = new CopyOnWriteArrayList<>();
    private final List<Long> freed = new CopyOnWriteArrayList<>();
    private final List<String> failed = new CopyOnWriteArrayList<>();
    private final AtomicInteger transactions = new AtomicInteger();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final RuntimeException fault = new IllegalStateException();
    private long faulty, dying;
    private boolean dies;

    private StateDatabase database;
    private Settling settling;

    @BeforeEach
    void open(@TempDir Path directory) {
        database = Place.inFile(directory).open();
        settling = new Settling(new Counted(), new Desk());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private final class Counted implements State {
        @Override
        public <T> T write(SqlFunction<Connection, T> work) {
            transactions.incrementAndGet();
            return database.write(work);
        }

        @Override
        public <T> T read(SqlFunction<Connection, T> work) {
            return database.read(work);
        }

        @Override
        public Open begin() {
            return database.begin();
        }

        @Override
        public void afterCommit(Runnable work) {
            database.afterCommit(work);
        }
    }

    /** Letter 1 holds everybody up; one may be at fault. */
    private final class Desk implements Settling.Desk {
        @Override
        public void crossOut(Letter letter, Outcome outcome) {
            if (letter.id() == 1) {
                first.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                if (dies) throw new LinkageError();
            }
            if (letter.id() == faulty) throw fault;
            if (letter.id() == dying) throw new LinkageError();
        }

        @Override
        public void settled(Letter letter) {
            settled.add(letter.id());
        }

        @Override
        public void failed(Throwable wrong) {
            failed.add(wrong.getClass().getSimpleName());
        }

        @Override
        public void free(Letter letter) {
            freed.add(letter.id());
        }
    }

    private void settle(long id) {
        settling.settle(
                new Letter(id, "p", "o-" + id, "s", "c", "{}"), new Outcome.Accepted(Map.of()));
    }

    /** The first is being written while nine others are answered. */
    private CompletableFuture<Void> tenAtOnce() throws InterruptedException {
        CompletableFuture<Void> one =
                CompletableFuture.runAsync(() -> settle(1), Thread::startVirtualThread);
        first.await();
        for (long id = 2; id <= 10; id++) settle(id);
        assertThat(settled).as("they are left to who writes").isEmpty();
        goOn.countDown();
        return one;
    }

    @Test
    void areWrittenTogether() throws Exception {
        tenAtOnce().join();
        assertThat(transactions).hasValue(2);
        assertThat(settled).hasSize(10).doesNotHaveDuplicates();
        assertThat(freed).hasSize(10).doesNotHaveDuplicates();
        assertThat(failed).isEmpty();
    }

    @Test
    void areWrittenOneByOneWhereOneIsAtFault() throws Exception {
        faulty = 5;
        tenAtOnce().join();
        assertThat(settled).hasSize(9).doesNotContain(5L);
        assertThat(freed).as("each once").hasSize(10).doesNotHaveDuplicates();
        assertThat(failed).containsExactly("IllegalStateException");
    }

    @Test
    void areNotLostWithTheThreadThatWrites() throws Exception {
        dies = true;
        CompletableFuture<Void> one = tenAtOnce();
        assertThatThrownBy(one::join).hasCauseInstanceOf(LinkageError.class);
        assertThat(settled).hasSize(9).doesNotContain(1L);
        assertThat(freed).hasSize(10).doesNotHaveDuplicates();
        assertThat(failed).containsExactly("LinkageError");
    }

    @Test
    void areAllSettledOrFreedWhereOneWrittenApartIsAnError() throws Exception {
        faulty = 2;
        dying = 3;
        CompletableFuture<Void> one = tenAtOnce();
        assertThatThrownBy(one::join).hasCauseInstanceOf(LinkageError.class);
        assertThat(settled).containsExactlyInAnyOrder(1L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(freed).as("each once").hasSize(10).doesNotHaveDuplicates();
        assertThat(failed).containsExactly("IllegalStateException", "LinkageError");
    }
}
