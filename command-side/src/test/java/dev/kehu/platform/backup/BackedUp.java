package dev.kehu.platform.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;

/** Backups of stores with a few people in them, and what is restored from those. */
abstract class BackedUp {
    static final Progress QUIET = (what, done, total, unit) -> {};

    @TempDir Path temp;

    Backup.Taken backUp(Stores stores, String name) {
        return backUp(stores, name, QUIET);
    }

    Backup.Taken backUp(Stores stores, String name, Progress progress) {
        return new Backup(stores.root(), Clock.systemUTC(), progress)
                .take(temp.resolve(name), temp.resolve(name + "-keys"));
    }

    Path restore(String name, String keys) {
        Path data = temp.resolve("restored-" + name);
        return new Restore(temp.resolve(name), temp.resolve(keys), QUIET).into(data).data();
    }

    static void refuses(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
