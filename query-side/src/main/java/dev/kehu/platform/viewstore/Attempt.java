package dev.kehu.platform.viewstore;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;

import java.util.function.Supplier;

/** Turns the driver's exceptions, whose messages may quote documents, into codes. */
final class Attempt {
    static final int DUPLICATE = 11000;

    private Attempt() {}

    static <T> T of(Supplier<T> work) {
        try {
            return work.get();
        } catch (MongoException e) {
            throw failure(e);
        }
    }

    static void run(Runnable work) {
        of(
                () -> {
                    work.run();
                    return true;
                });
    }

    private static ViewStoreFailure failure(MongoException e) {
        return switch (e) {
            case MongoInterruptedException interrupted ->
                    new ViewStoreFailure(
                            "viewstore.interrupted", "interrupted; load again before writing");
            case MongoTimeoutException timeout -> unreachable();
            case MongoSocketException socket -> unreachable();
            case MongoWriteConcernException unconfirmed -> unconfirmed();
            case MongoBulkWriteException bulk when bulk.getWriteConcernError() != null ->
                    unconfirmed();
            case MongoBulkWriteException bulk when onlyDuplicates(bulk) ->
                    new ViewStoreFailure(
                            "viewstore.duplicate", "an inserted _id was there already");
            default ->
                    new ViewStoreFailure(
                            "viewstore.failed", "the store answered with error " + e.getCode());
        };
    }

    private static ViewStoreFailure unreachable() {
        return new ViewStoreFailure(
                "viewstore.unreachable", "the store does not answer; load again before writing");
    }

    /** Reads see what a majority has, so that it may look as if nothing had been written. */
    private static ViewStoreFailure unconfirmed() {
        return new ViewStoreFailure(
                "viewstore.unconfirmed",
                "no majority of the store's members has confirmed a write in time; load again"
                        + " before writing");
    }

    private static boolean onlyDuplicates(MongoBulkWriteException e) {
        return !e.getWriteErrors().isEmpty()
                && e.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE);
    }
}
