package dev.kehu.customer.view.customer360;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.search.Place;
import dev.kehu.platform.search.finding.CustomerSearch;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Many hits of which a filter leaves nobody. */
class SelectiveFilterTest {
    private static final int HITS = 25_000;

    private static final class Everybody implements CustomerSearch, Listing.Source {
        private int asked;

        @Override
        public String view() {
            return "everybody";
        }

        @Override
        public List<Found> find(String words, @Nullable Place after, int limit) {
            asked++;
            int from = after == null ? 0 : Integer.parseInt(after.values().getFirst().substring(1));
            return IntStream.rangeClosed(from + 1, Math.min(HITS, from + limit))
                    .mapToObj(i -> new Found("x", null, null, new Place(0, List.of("n" + i))))
                    .toList();
        }

        @Override
        public Stream<Row> after(@Nullable String id) {
            return Stream.empty();
        }

        @Override
        public Optional<Row> find(String customer) {
            return Optional.empty();
        }
    }

    @Test
    void isAskedInLargePagesAndAnsweredWithACursor() {
        Everybody all = new Everybody();
        List<String> cursors = new ArrayList<>();
        String cursor = null;
        do {
            Listing listing = Listing.of("a", "status=active", null, null, cursor, 2);
            cursor = listing.over(all, all).next();
            if (cursor != null) cursors.add(cursor);
        } while (cursor != null);
        assertThat(cursors).hasSize(1);
        assertThat(all.asked).isLessThan(30);
    }
}
