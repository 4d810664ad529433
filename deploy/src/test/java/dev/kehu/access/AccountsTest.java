package dev.kehu.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.access.Accounts.Credentials;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.state.StateDatabase;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

class AccountsTest {
    @TempDir Path temp;

    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicInteger slowHashes = new AtomicInteger();
    private DataDirectory data;
    private StateDatabase state;

    @BeforeEach
    void open() {
        data = DataDirectory.open(temp.resolve("data"));
        state = StateDatabase.open(data);
    }

    @AfterEach
    void close() {
        state.close();
        data.close();
    }

    @Nested
    class ANewDataDirectory {
        @Test
        void hasOneUserForEachRoleWithAPasswordThatIsToldOnce() {
            Accounts first = start(Map.of());
            assertThat(first.firstPasswords())
                    .map(Credentials::user)
                    .containsExactly("admin", "agent", "analyst", "auditor", "channel", "credit");
            assertThat(first.firstPasswords()).map(Credentials::password).doesNotHaveDuplicates();

            Accounts later = start(Map.of());
            assertThat(later.firstPasswords()).isEmpty();
            Credentials agent = first.firstPasswords().get(1);
            assertThat(later.verify("agent", agent.password())).contains(Role.AGENT);
        }

        @Test
        void keepsNoPasswordInClear() throws Exception {
            Credentials admin = start(Map.of()).firstPasswords().getFirst();
            state.close();
            try (var files = Files.list(data.root())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain(admin.password());
                }
            }
        }
    }

    @Nested
    class APasswordGivenFromOutside {
        @Test
        void replacesTheStoredOneWithoutASlowHash() {
            String stored = start(Map.of()).firstPasswords().getFirst().password();
            slowHashes.set(0);
            Accounts accounts = start(Map.of("KEHU_PASSWORD_ADMIN", "given"));
            assertThat(accounts.verify("admin", "given")).contains(Role.ADMIN);
            assertThat(slowHashes).hasValue(0);
            assertThat(accounts.verify("admin", stored)).isEmpty();
        }

        @Test
        void isNotToldAgain() {
            assertThat(start(Map.of("KEHU_PASSWORD_ADMIN", "given")).firstPasswords())
                    .map(Credentials::user)
                    .doesNotContain("admin")
                    .hasSize(5);
        }
    }

    @Nested
    class AVerifiedPassword {
        @Test
        void costsOneSlowHashInFiveMinutes() {
            Accounts accounts = start(Map.of());
            String password = accounts.firstPasswords().getFirst().password();
            slowHashes.set(0);
            accounts.verify("admin", password);
            nanoTime.addAndGet(Duration.ofMinutes(5).minusSeconds(1).toNanos());
            assertThat(accounts.verify("admin", password)).contains(Role.ADMIN);
            assertThat(slowHashes).hasValue(1);
            nanoTime.addAndGet(Duration.ofSeconds(2).toNanos());
            assertThat(accounts.verify("admin", password)).contains(Role.ADMIN);
            assertThat(slowHashes).hasValue(2);
        }

        @Test
        void opensNoDoorForAnotherOne() {
            Accounts accounts = start(Map.of());
            accounts.verify("admin", accounts.firstPasswords().getFirst().password());
            assertThat(accounts.verify("admin", "wrong")).isEmpty();
            assertThat(accounts.verify("agent", accounts.firstPasswords().getFirst().password()))
                    .isEmpty();
        }
    }

    @Test
    void everyFailureCostsOneSlowHash() {
        Accounts accounts = start(Map.of("KEHU_PASSWORD_ADMIN", "given"));
        for (String user : new String[] {"admin", "agent", "nobody", ""}) {
            slowHashes.set(0);
            assertThat(accounts.verify(user, "wrong")).isEmpty();
            assertThat(slowHashes).as(user).hasValue(1);
        }
        slowHashes.set(0);
        assertThat(accounts.verify("agent", "x".repeat(100))).isEmpty();
        assertThat(slowHashes).hasValue(1);
    }

    @Test
    void aMintedAccountLivesInThisProcessOnly() {
        Credentials minted = start(Map.of()).mint("demo", Role.CHANNEL);
        assertThat(start(Map.of()).verify("demo", minted.password())).isEmpty();
    }

    private Accounts start(Map<String, String> environment) {
        return new Accounts(
                new AccountTable(state),
                environment::get,
                new PasswordMemory(nanoTime::get),
                new Counting());
    }

    private final class Counting implements PasswordEncoder {
        private final PasswordEncoder quick = new BCryptPasswordEncoder(4);

        @Override
        public @Nullable String encode(@Nullable CharSequence password) {
            return quick.encode(password);
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            slowHashes.incrementAndGet();
            return quick.matches(password, hash);
        }
    }
}
