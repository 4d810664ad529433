package dev.kehu.access;

import dev.kehu.cli.Terminal;

import java.util.List;

/** Tells the first passwords of a new data directory, once; they are kept only as hashes. */
final class FirstPasswords {
    private FirstPasswords() {}

    static void show(List<Accounts.Credentials> made, Terminal terminal) {
        if (made.isEmpty()) {
            return;
        }
        terminal.say("First passwords, shown this once (KEHU_PASSWORD_<USER> sets another):");
        made.forEach(one -> terminal.say("  %-8s  %s".formatted(one.user(), one.password())));
    }
}
