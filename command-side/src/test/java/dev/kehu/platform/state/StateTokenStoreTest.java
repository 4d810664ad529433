package dev.kehu.platform.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.MergedTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** What a token says when it is read back, of merged segments above all. */
class StateTokenStoreTest {
    @TempDir Path directory;
    private StateDatabase state;
    private StateTokenStore tokens;

    Place place(Path temp) {
        return Place.inFile(temp);
    }

    @BeforeEach
    void open() {
        state = place(directory).open();
        tokens = new StateTokenStore(state, "store");
    }

    @AfterEach
    void close() {
        state.close();
    }

    private @Nullable TrackingToken readBack(@Nullable TrackingToken token) {
        tokens.storeToken(token, "processor", 0);
        return tokens.fetchToken("processor", 0);
    }

    private static TrackingToken at(long position) {
        return new GlobalSequenceTrackingToken(position);
    }

    private static TrackingToken merged(
            @Nullable TrackingToken lower, @Nullable TrackingToken upper) {
        return new MergedTrackingToken(lower, upper);
    }

    @Test
    void mergedSegmentsGoOnBehindTheOneThatWasBehind() {
        assertThat(readBack(merged(at(7), at(5)))).isEqualTo(at(5));
        assertThat(readBack(merged(merged(at(9), at(3)), at(5)))).isEqualTo(at(3));
    }

    @Test
    void mergedSegmentsBeginAtTheBeginningWhenOneHadNotBegun() {
        assertThat(readBack(merged(at(7), null))).isNull();
        assertThat(readBack(merged(null, at(7)))).isNull();
        assertThat(readBack(merged(null, null))).isNull();
    }

    @Test
    void aReplayStaysOneWhenItsSegmentsAreMerged() {
        var behind = ReplayToken.createReplayToken(at(20), at(5));
        var ahead = ReplayToken.createReplayToken(at(30), at(9));
        assertThat(readBack(merged(behind, ahead)))
                .isEqualTo(ReplayToken.createReplayToken(at(30), at(5)));
        assertThat(readBack(merged(at(40), behind))).isEqualTo(behind);
    }

    @Test
    void aReplayMayBeginWithTwoSegmentsThatHadNotBegun() {
        var begun = ReplayToken.createReplayToken(at(20), merged(at(5), null));
        assertThat(readBack(begun)).isEqualTo(ReplayToken.createReplayToken(at(20), null));
    }
}
