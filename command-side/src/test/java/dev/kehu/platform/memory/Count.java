package dev.kehu.platform.memory;

import dev.kehu.kernel.DomainEvent;

/** How many events a stream of customers has, each counting as the revision; for tests. */
public record Count(long events) {
    public static final class Counting implements Fold<Count> {
        private final int revision;

        public Counting() {
            this(1);
        }

        Counting(int revision) {
            this.revision = revision;
        }

        @Override
        public String streamType() {
            return "customer";
        }

        @Override
        public int revision() {
            return revision;
        }

        @Override
        public Class<Count> state() {
            return Count.class;
        }

        @Override
        public Count unknown() {
            return new Count(0);
        }

        @Override
        public Count evolve(Count before, DomainEvent event) {
            return new Count(before.events() + revision);
        }
    }
}
