package dev.kehu.bench.ours;

import dev.kehu.platform.viewstore.ViewStore.Change;

import java.util.List;

/** What one batch of a view wrote to one collection together. */
public record Bulk(String collection, List<Change> changes) {}
