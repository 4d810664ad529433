package dev.kehu.platform.saga;

import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.deadletter.DeadLetters;
import dev.kehu.platform.deadletter.Witness;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Notes what was decided, where no write side records it. */
record Watched(DeadLetters dead, List<String> notes) implements Witness {
    @Override
    public long retried(long id, Origin by, @Nullable String reason) {
        return note(id, by.actor() + " retries: " + reason);
    }

    @Override
    public long skipped(long id, Origin by, @Nullable String reason) {
        return note(id, by.actor() + " skips: " + reason);
    }

    private long note(long id, String what) {
        dead.first(id);
        notes.add(what);
        return notes.size();
    }
}
