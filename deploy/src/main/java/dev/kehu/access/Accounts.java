package dev.kehu.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** All accounts, and the check of a password. Safe for any number of threads. */
public final class Accounts {
    private static final int BCRYPT_LIMIT = 72;

    /** Well formed, of the usual cost, and of no password. */
    private static final String HASH_OF_NOBODY = "$2a$10$" + ".".repeat(53);

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final List<Credentials> firstPasswords = new ArrayList<>();
    private final SecureRandom random = new SecureRandom();
    private final PasswordMemory memory;
    private final PasswordEncoder slow;

    /**
     * A user name and a password.
     *
     * @param password in clear; never logged
     */
    public record Credentials(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    /**
     * Reads the accounts and adds those every data directory has.
     *
     * @param environment gives {@code KEHU_PASSWORD_<USER>}, or null
     */
    Accounts(
            AccountTable table,
            UnaryOperator<@Nullable String> environment,
            PasswordMemory memory,
            PasswordEncoder slow) {
        this.memory = memory;
        this.slow = slow;
        Map<String, AccountTable.Row> stored = table.all();
        stored.values().forEach(row -> add(row.user(), row.role(), row.hash(), environment));
        List<AccountTable.Row> fresh = new ArrayList<>();
        for (Role role : Role.values()) {
            if (!accounts.containsKey(role.user())) {
                create(role, environment).ifPresent(fresh::add);
            }
        }
        table.add(fresh);
    }

    private Optional<AccountTable.Row> create(
            Role role, UnaryOperator<@Nullable String> environment) {
        String user = role.user();
        if (given(user, environment) != null) {
            add(user, role, null, environment);
            return Optional.empty();
        }
        String password = RandomPassword.next(random);
        firstPasswords.add(new Credentials(user, password));
        var row = new AccountTable.Row(user, role, encode(password));
        add(user, role, row.hash(), environment);
        return Optional.of(row);
    }

    private void add(
            String user,
            Role role,
            @Nullable String hash,
            UnaryOperator<@Nullable String> environment) {
        String given = given(user, environment);
        byte[] override = given == null ? null : memory.keyedHash(user, given);
        accounts.put(user, new Account(user, role, hash, override));
    }

    private static @Nullable String given(
            String user, UnaryOperator<@Nullable String> environment) {
        String given = environment.apply("KEHU_PASSWORD_" + user.toUpperCase(Locale.ROOT));
        return given == null || given.isEmpty() ? null : given;
    }

    private String encode(String password) {
        String hash = slow.encode(password);
        if (hash == null) {
            throw new IllegalStateException("no hash");
        }
        return hash;
    }

    /** Passwords made by this start, to be shown once. */
    List<Credentials> firstPasswords() {
        return List.copyOf(firstPasswords);
    }

    /**
     * An account that lives as long as this process, for work it sends to itself through the same
     * doors as everybody else.
     */
    public Credentials mint(String user, Role role) {
        String password = RandomPassword.next(random);
        byte[] keyedHash = memory.keyedHash(user, password);
        if (accounts.putIfAbsent(user, new Account(user, role, null, keyedHash)) != null) {
            throw new IllegalStateException("there is an account " + user + " already");
        }
        return new Credentials(user, password);
    }

    /**
     * The role, when the password is right. Every failure costs one slow hash, so that the time
     * taken tells nobody which users exist.
     */
    Optional<Role> verify(String user, String password) {
        Account account = accounts.get(user);
        byte[] keyedHash = memory.keyedHash(user, password);
        if (account == null) {
            matchesSlowly(password, HASH_OF_NOBODY);
            return Optional.empty();
        }
        if (memory.knows(user, keyedHash)) {
            return Optional.of(account.role());
        }
        if (!matches(account, password, keyedHash)) {
            return Optional.empty();
        }
        memory.remember(user, keyedHash);
        return Optional.of(account.role());
    }

    private boolean matches(Account account, String password, byte[] keyedHash) {
        if (account.override() != null && MessageDigest.isEqual(account.override(), keyedHash)) {
            return true;
        }
        boolean stored = account.override() == null && account.hash() != null;
        return matchesSlowly(password, stored ? account.hash() : HASH_OF_NOBODY) && stored;
    }

    private boolean matchesSlowly(String password, @Nullable String hash) {
        boolean tooLong = password.getBytes(StandardCharsets.UTF_8).length > BCRYPT_LIMIT;
        return slow.matches(tooLong ? "" : password, hash) && !tooLong;
    }
}
