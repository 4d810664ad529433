package dev.kehu.platform.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.state.HeldDeliveries.Held;
import dev.kehu.platform.state.OpenErasures.Open;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;

/** The lists that events are noted in, some of them twice. */
class ListsTest {
    private static final Instant WHEN = Instant.parse("1998-06-30T10:00:00Z");

    @TempDir Path temp;

    Place place(Path directory) {
        return Place.inFile(directory);
    }

    @Test
    void keepWhatWasNotedLastOfADelivery() {
        try (StateDatabase state = place(temp).open()) {
            HeldDeliveries held = new HeldDeliveries(state);
            Held other = new Held("i-1", "unreadable", null, 3, WHEN);
            Held first = new Held("i-2", "customer.unknown", "code-1", 4, WHEN);
            Held later = new Held("i-2", "type.unknown", null, 5, WHEN.plusSeconds(1));
            held.add(other);
            held.add(first);
            assertThat(held.waitingFor("code-1")).containsExactly(first);
            held.add(later);
            assertThat(held.waitingFor("code-1")).isEmpty();
            assertThat(held.after(0, 10)).containsExactly(other, later);
            assertThat(new HeldDeliveries(state).after(3, 10)).containsExactly(later);
            held.remove("i-2");
            assertThat(held.after(0, 10)).containsExactly(other);
        }
    }

    @Test
    void keepWhatWasNotedLastOfAnErasureAndOfAPerson() {
        try (StateDatabase state = place(temp).open()) {
            OpenErasures open = new OpenErasures(state);
            open.add(new Open("e-2", 7));
            open.add(new Open("e-1", 8));
            open.add(new Open("e-2", 9));
            open.add(new Open("e-2", 7));
            open.finished(new Open("e-2", 7));
            assertThat(open.all()).containsExactly(new Open("e-1", 8), new Open("e-2", 9));
            open.finished(new Open("e-1", 8));
            assertThat(open.all()).containsExactly(new Open("e-2", 9));
            open.added("p-2", "c-1");
            open.added("p-1", "c-2");
            open.added("p-1", "c-1");
            assertThat(open.personsOf("c-1")).containsExactly("p-1", "p-2");
            assertThat(open.personsOf("c-2")).isEmpty();
            assertThat(open.personsAfter("", 1)).containsExactly("p-1");
            assertThat(open.personsAfter("p-1", 9)).containsExactly("p-2");
        }
    }
}
