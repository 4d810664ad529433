package dev.kehu.moving;

import dev.kehu.control.Errand;
import dev.kehu.control.Replies;
import dev.kehu.platform.backup.Backup;
import dev.kehu.platform.datadir.DataDirectory;

import org.springframework.stereotype.Component;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies the stores of the data directory this process holds, served or not. */
@Component
public final class BackupErrand implements Errand {
    public static final String NAME = "backup";

    private static final long KILO = 1_000;

    private final DataDirectory data;
    private final Clock clock;

    public BackupErrand(DataDirectory data, Clock clock) {
        this.data = data;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * @param args two directories, for the events and for the keys
     */
    @Override
    public int run(List<String> args, Replies replies) {
        Path to = Path.of(args.get(0));
        Path keys = Path.of(args.get(1));
        var backup = new Backup(data.root(), clock, new Paced(replies));
        return Attempt.run(to, replies, () -> done(backup.take(to, keys)));
    }

    private static Attempt.Done done(Backup.Taken taken) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("storeId", taken.storeId());
        figures.put("head", taken.head());
        figures.put("events", taken.events());
        figures.put("keys", taken.keys());
        figures.put("bytes", taken.bytes());
        figures.put("directory", taken.to().toString());
        figures.put("keysDirectory", taken.keysTo().toString());
        return new Attempt.Done(
                "%,d events (%,d kB) are in %s, %,d keys in %s; keep the two apart."
                        .formatted(
                                taken.events(),
                                taken.bytes() / KILO,
                                taken.to(),
                                taken.keys(),
                                taken.keysTo()),
                figures);
    }
}
