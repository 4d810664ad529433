package dev.kehu.value.process.explanation;

import dev.kehu.kernel.Refusal;

import org.springframework.stereotype.Component;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets one question at a time read the history of everybody: it takes all processors for seconds,
 * and who asks again and again must not keep the others from their work.
 */
@Component
final class Turn {
    private final Semaphore places = new Semaphore(1);

    /**
     * @throws Refusal {@code value.looking}
     */
    <T> T take(Supplier<T> question) {
        if (!places.tryAcquire())
            throw Refusal.conflict(
                    "value.looking",
                    "Another question about all customers is being answered; ask again when that"
                            + " is done");
        try {
            return question.get();
        } finally {
            places.release();
        }
    }
}
