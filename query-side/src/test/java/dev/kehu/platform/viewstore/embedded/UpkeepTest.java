package dev.kehu.platform.viewstore.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Random;

class UpkeepTest {
    private static final int DOCUMENTS = 12_000;
    private static final int BYTES = 3_000;
    private static final int A_COMMIT = 1_500;
    private static final int STEPS = 24;
    private static final int COMMITS = 300, OVERWRITTEN = 150;

    @Test
    void putsTogetherInStepsWhatIsDroppedWithoutBeingRead(@TempDir Path folder) {
        try (MVStore store = StoreFile.open(folder.resolve("views.mv"))) {
            Upkeep upkeep = new Upkeep(store);
            MVMap<String, byte[]> kept = store.openMap("kept"), other = store.openMap("other");
            byte[] document = new byte[BYTES];
            new Random(1).nextBytes(document);
            for (int i = 0; i < DOCUMENTS; i++) {
                kept.put("id" + (100_000 + i), document);
                other.put("id" + (100_000 + i), document);
                if (i % A_COMMIT == 0) upkeep.commit();
            }
            upkeep.commit();
            store.removeMap(other);
            upkeep.commit();
            FileStore<?> file = store.getFileStore();
            for (int i = 0; i < STEPS; i++) upkeep.idle();
            assertThat(file.getChunksFillRate()).isGreaterThan(80);
            long before = file.getReadBytes();
            store.removeMap(kept);
            assertThat(file.getReadBytes() - before).isLessThan((long) DOCUMENTS * BYTES / 4);
        }
    }

    /** Never idle, as with an event a second. */
    @Test
    void keepsTheFileSmallWhileItIsWrittenTo(@TempDir Path folder) {
        long seed = new Random().nextLong(1_000_000);
        Random random = new Random(seed);
        try (MVStore store = StoreFile.open(folder.resolve("views.mv"))) {
            Upkeep upkeep = new Upkeep(store);
            MVMap<String, byte[]> kept = store.openMap("kept");
            for (int i = 0; i < DOCUMENTS; i++) kept.put("id" + i, bytes(random));
            upkeep.commit();
            FileStore<?> file = store.getFileStore();
            for (int commit = 0; commit < COMMITS; commit++) {
                for (int i = 0; i < OVERWRITTEN; i++)
                    kept.put("id" + random.nextInt(DOCUMENTS), bytes(random));
                upkeep.commit();
            }
            assertThat(file.size()).as("seed %d", seed).isLessThan(4L * DOCUMENTS * BYTES);
        }
    }

    private static byte[] bytes(Random random) {
        byte[] document = new byte[BYTES];
        random.nextBytes(document);
        return document;
    }
}
