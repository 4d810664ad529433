package dev.kehu.platform.writeside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.datadir.DataDirectoryRefused;

import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Events of an older day beside newer state: a processor would skip what is recorded next. */
class StateAheadTest {
    @TempDir private Path directory;

    @Test
    void isRefusedAtTheStart() {
        leaveATokenAt(1);
        assertThatThrownBy(() -> Firm.in(directory))
                .rootCause()
                .isInstanceOfSatisfying(
                        DataDirectoryRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo("data.state-ahead"));
    }

    @Test
    void isNotTheCaseAtTheNewestEvent() {
        leaveATokenAt(0);
        try (Firm firm = Firm.in(directory)) {
            assertThat(firm.head()).isPositive();
        }
    }

    private void leaveATokenAt(long beyondTheHead) {
        try (Firm firm = Firm.in(directory)) {
            firm.registered("A");
            long position = firm.head() + beyondTheHead;
            firm.get(TokenStore.class)
                    .storeToken(new GlobalSequenceTrackingToken(position), "follower", 0);
        }
    }
}
