package dev.kehu.platform.sealing.keystore;

import dev.kehu.kernel.Personal.Category;

import java.sql.Connection;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Keys in tables, wherever those are. */
public final class KeyTables implements KeyStore {
    private static final String NOT_DESTROYED = "Keys could not be destroyed; nothing was";

    private final KeyHome home;
    private final Wrapping wrapping;

    public KeyTables(KeyHome home, Wrapping wrapping) {
        this.home = home;
        this.wrapping = wrapping;
    }

    private KeyRows rows(Connection connection) {
        return new KeyRows(connection, wrapping, home.age());
    }

    @Override
    public String place() {
        return home.name();
    }

    @Override
    public Optional<SubjectKey> newest(String subject) {
        return home.read(c -> rows(c).newest(subject));
    }

    @Override
    public Optional<SubjectKey> byId(UUID id) {
        return home.read(c -> rows(c).byId(id));
    }

    @Override
    public boolean opens() {
        return home.read(c -> rows(c).opens());
    }

    @Override
    public boolean hasTombstone(UUID id) {
        return home.read(c -> rows(c).hasTombstone(id));
    }

    @Override
    public boolean hasTombstoneOf(String subject) {
        return home.read(c -> rows(c).hasTombstoneOf(subject));
    }

    @Override
    public Set<String> erased() {
        return home.read(c -> rows(c).erased());
    }

    @Override
    public void insert(Collection<SubjectKey> fresh, long now) {
        home.write(
                "New keys could not be written; nothing was recorded",
                c -> {
                    rows(c).insert(fresh, now);
                    return fresh;
                });
    }

    @Override
    public Optional<String> subjectOf(UUID id) {
        return home.read(c -> rows(c).subjectOf(id));
    }

    @Override
    public void addWrapping() {
        wrapping.add();
    }

    @Override
    public int rewrapSome() {
        return home.write("Keys could not be wrapped anew", c -> rows(c).rewrapSome(home.page()));
    }

    @Override
    public void divide(
            Collection<UUID> ids, Collection<SubjectKey> unwritten, Category category, long now) {
        home.write(
                NOT_DESTROYED,
                c -> {
                    for (UUID id : ids) {
                        Optional<SubjectKey> made =
                                unwritten.stream().filter(key -> key.id().equals(id)).findFirst();
                        rows(c).divide(id, made, category, now);
                    }
                    return ids;
                });
        home.destroyed();
    }

    @Override
    public void erase(Collection<String> subjects, Collection<SubjectKey> unwritten, long now) {
        home.write(
                NOT_DESTROYED,
                c -> {
                    for (String subject : subjects) {
                        rows(c).erase(subject, now);
                    }
                    for (SubjectKey key : unwritten) {
                        rows(c).bury(key.id(), key.subject(), now);
                    }
                    return subjects;
                });
        home.destroyed();
    }

    @Override
    public void close() {
        home.close();
    }
}
