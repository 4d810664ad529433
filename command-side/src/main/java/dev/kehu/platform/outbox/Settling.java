package dev.kehu.platform.outbox;

import dev.kehu.platform.state.State;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Takes note of answers. Whoever comes first writes for all who come meanwhile, in one transaction:
 * sixty-four threads that each waited for the one connection would wait for each other.
 */
final class Settling {
    private final State state;
    private final Desk desk;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    private record Answer(Letter letter, Outcome outcome) {}

    /** What is done about a letter that was answered. */
    interface Desk {
        /** Inside the transaction. */
        void crossOut(Letter letter, Outcome outcome);

        void settled(Letter letter);

        /** It was not written; the letter is there still. */
        void failed(Throwable fault);

        /** Its owner has nothing at work any more. */
        void free(Letter letter);
    }

    Settling(State state, Desk desk) {
        this.state = state;
        this.desk = desk;
    }

    /** Returns when this answer is written, or another thread is about to. */
    void settle(Letter letter, Outcome outcome) {
        answers.add(new Answer(letter, outcome));
        Error last = null;
        while (!answers.isEmpty() && writing.tryLock()) {
            try {
                settle(waiting());
            } catch (Error error) { // others have left their answers to this thread
                last = error;
            } finally {
                writing.unlock();
            }
        }
        if (last != null) {
            throw last;
        }
    }

    private List<Answer> waiting() {
        List<Answer> all = new ArrayList<>();
        for (Answer next = answers.poll(); next != null; next = answers.poll()) {
            all.add(next);
        }
        return all;
    }

    /** Of several one may be at fault, so each is then written on its own. */
    private void settle(List<Answer> all) {
        boolean apart = false;
        try {
            write(all);
        } catch (RuntimeException fault) {
            apart = all.size() > 1;
            if (!apart) {
                desk.failed(fault);
            }
        } catch (Error error) {
            desk.failed(error);
            throw error;
        } finally {
            if (!apart) {
                each(all, answer -> desk.free(answer.letter()));
            }
        }
        if (apart) {
            each(all, answer -> settle(List.of(answer)));
        }
    }

    /** Nobody else would: what goes wrong with one of them is thrown when all had their turn. */
    private static void each(List<Answer> all, Consumer<Answer> work) {
        Throwable last = null;
        for (Answer answer : all) {
            try {
                work.accept(answer);
            } catch (RuntimeException | Error fault) {
                last = fault;
            }
        }
        if (last instanceof Error error) {
            throw error;
        }
        if (last instanceof RuntimeException fault) {
            throw fault;
        }
    }

    private void write(List<Answer> all) {
        state.write(
                c -> {
                    all.forEach(answer -> desk.crossOut(answer.letter(), answer.outcome()));
                    return true;
                });
        all.forEach(answer -> desk.settled(answer.letter()));
    }
}
