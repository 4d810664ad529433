package dev.kehu.disclosure;

import dev.kehu.audit.api.Access;
import dev.kehu.audit.api.AccessLog;
import dev.kehu.audit.api.AccessLog.Entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Who looked at the person, newest first; of others seen in the same look there is nothing. */
final class Looks implements Part {
    private static final int PAGE = 500;

    private final AccessLog log;

    Looks(AccessLog log) {
        this.log = log;
    }

    @Override
    public String name() {
        return "looks";
    }

    @Override
    public String title() {
        return "Who looked at this";
    }

    @Override
    public void tell(Whom whom, Consumer<Object> record) {
        long before = Long.MAX_VALUE;
        List<Entry> page;
        do {
            page = log.of(whom.members(), before, PAGE);
            for (Entry entry : page) {
                record.accept(told(entry.access()));
                before = entry.number();
            }
        } while (!page.isEmpty());
    }

    private static Map<String, Object> told(Access access) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("at", access.at());
        told.put("by", access.actor());
        told.put("view", access.view());
        told.put("purpose", access.purpose());
        return told;
    }
}
