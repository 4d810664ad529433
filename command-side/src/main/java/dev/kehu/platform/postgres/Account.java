package dev.kehu.platform.postgres;

/** A role of the database and its password; empty: as the URL says. */
public record Account(String user, String password) {
    @Override
    public String toString() {
        return user;
    }
}
