package dev.kehu.bench.metric;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A stream in which nothing ever comes. */
final class Nothing implements BlockingStream<TrackedEventMessage<?>> {
    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return Optional.empty();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) {
        return false;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() {
        throw new NoSuchElementException();
    }

    @Override
    public void close() {}
}
