package dev.kehu.bench.peer;

/** What the journal stores of an event: its name, and the bytes the stock peers store. */
record PekkoEvent(String name, byte[] payload, byte[] meta) {}
