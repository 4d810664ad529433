package dev.kehu.customer.view.customer360;

import dev.kehu.kernel.Vault;
import dev.kehu.platform.reading.CustomerRoll;
import dev.kehu.privacy.api.Forgetful;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * All customers as rows, in memory: filled from the documents at start, kept by the projection. A
 * search reads every row, so this is meant for up to some 200,000 customers (about 1 kB of heap
 * each, some 10 ms a search per 20,000); beyond that an index has to take its place. Texts are
 * readable here and only here; they are gone with the process.
 */
@Component
final class Directory implements CustomerRoll, Listing.Source, Forgetful {
    private final Vault vault;
    private volatile Rows rows = new Rows();

    Directory(Vault vault) {
        this.vault = vault;
    }

    @Override
    public String view() {
        return Customer360Projection.NAME;
    }

    @Override
    public boolean known(String customer) {
        return rows.byId.containsKey(customer);
    }

    /** Everybody there is, merged or not, in order, after {@code id} when it is given. */
    Stream<String> ids(@Nullable String id) {
        Rows now = rows;
        return (id == null ? now.byId : now.byId.tailMap(id, false)).keySet().stream();
    }

    int size() {
        return rows.byId.size();
    }

    void fill(Iterable<Customer360> all) {
        Rows fresh = new Rows();
        all.forEach(view -> fresh.put(row(view)));
        rows = fresh;
    }

    void take(Collection<Customer360> changed) {
        changed.forEach(view -> rows.put(row(view)));
    }

    /** Customers in order of id, after {@code id} when it is given; a merged group is one row. */
    @Override
    public Stream<Row> after(@Nullable String id) {
        Rows now = rows;
        Collection<Row> tail = (id == null ? now.byId : now.byId.tailMap(id, false)).values();
        return tail.stream().filter(row -> row.survivor() == null).map(now::combined);
    }

    /** The row a customer is shown in: its own, or its survivor's. */
    @Override
    public Optional<Row> find(String customer) {
        Rows now = rows;
        Set<String> passed = new HashSet<>();
        Row row = now.byId.get(customer);
        while (row != null && row.survivor() != null && passed.add(row.id()))
            row = now.byId.get(row.survivor());
        return Optional.ofNullable(row).map(now::combined);
    }

    @Override
    public String place() {
        return "list of customers";
    }

    /** A row made later is made with the texts that still open: none. */
    @Override
    public void forget(Collection<String> subjects, long position) {
        for (String subject : subjects) {
            Row row = rows.byId.get(subject);
            if (row != null) rows.put(row.silent());
        }
    }

    /** Nothing that was said stands here. */
    @Override
    public void forgetTexts(
            Collection<String> customers, Collection<String> subjects, long position) {}

    @Override
    public boolean remembers(Collection<String> subjects) {
        return subjects.stream()
                .map(rows.byId::get)
                .anyMatch(row -> row != null && !row.equals(row.silent()));
    }

    private Row row(Customer360 view) {
        return Row.of(view, text -> text == null ? null : vault.open(text));
    }

    private static final class Rows {
        private final ConcurrentSkipListMap<String, Row> byId = new ConcurrentSkipListMap<>();
        private final Map<String, Set<String>> absorbed = new ConcurrentHashMap<>();

        void put(Row row) {
            Row before = byId.put(row.id(), row);
            if (before != null && before.survivor() != null)
                absorbed(before.survivor()).remove(row.id());
            if (row.survivor() != null) absorbed(row.survivor()).add(row.id());
        }

        private Set<String> absorbed(String survivor) {
            return absorbed.computeIfAbsent(survivor, id -> ConcurrentHashMap.newKeySet());
        }

        Row combined(Row row) {
            return combined(row, new HashSet<>());
        }

        private Row combined(Row row, Set<String> seen) {
            Row all = row;
            if (!seen.add(row.id())) return all;
            for (String id : absorbed.getOrDefault(row.id(), Set.of()).stream().sorted().toList()) {
                Row member = byId.get(id);
                if (member != null && !seen.contains(id)) all = all.combine(combined(member, seen));
            }
            return all;
        }
    }
}
