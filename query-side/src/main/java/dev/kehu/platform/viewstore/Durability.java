package dev.kehu.platform.viewstore;

/** What makes a store's writes durable, and when. */
public interface Durability {
    /** Every acknowledged write is durable by itself: a replica set with majority writes. */
    Durability BY_WRITE =
            new Durability() {
                @Override
                public ViewStore.Batch begin() {
                    return () -> {};
                }

                @Override
                public void commit() {}
            };

    ViewStore.Batch begin();

    void commit();
}
