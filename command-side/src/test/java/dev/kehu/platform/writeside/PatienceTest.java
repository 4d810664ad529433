package dev.kehu.platform.writeside;

import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.util.Iterator;
import java.util.List;

class PatienceTest {
    private static boolean afterADeath(boolean comes) throws InterruptedException {
        Thread beside =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    throw new IllegalStateException("dies on purpose");
                                });
        beside.join();
        return comes;
    }

    @Test
    void isNotLostWhenAThreadBesideItDies() {
        Iterator<Boolean> comes = List.of(false, false, true).iterator();
        await().until(() -> afterADeath(comes.next()));
    }
}
