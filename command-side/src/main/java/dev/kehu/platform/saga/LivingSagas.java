package dev.kehu.platform.saga;

import java.util.List;

/** Which instances of a process go on, a moment after the event that began or ended one. */
public final class LivingSagas {
    private final SagaTable table;

    LivingSagas(SagaTable table) {
        this.table = table;
    }

    /** What they follow. */
    public List<String> keys(String process) {
        return table.keys(process);
    }
}
