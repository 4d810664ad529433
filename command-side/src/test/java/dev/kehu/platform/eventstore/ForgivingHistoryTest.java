package dev.kehu.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CodeEvent.CodeClaimed;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.History;
import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.forwarding.ForwardingLog;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.serializer.EventNames;
import dev.kehu.platform.serializer.SealingSerializer;
import dev.kehu.platform.writeside.Firm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** History for who goes on behind an event that cannot be read. */
class ForgivingHistoryTest {
    /** Nobody can read what stands at one position. */
    private static final class Damaged extends ForwardingLog {
        private final long at;

        Damaged(EventLog log, long at) {
            super(log);
            this.at = at;
        }

        @Override
        public List<StoredEvent> readAfter(long position, int limit) {
            return super.readAfter(position, limit).stream().map(this::told).toList();
        }

        @Override
        public List<StoredEvent> readSubject(String subject, long position, int limit) {
            return super.readSubject(subject, position, limit).stream().map(this::told).toList();
        }

        private StoredEvent told(StoredEvent e) {
            if (e.position() != at) return e;
            return new StoredEvent(
                    e.position(),
                    e.streamType(),
                    e.stream(),
                    e.seq(),
                    e.eventId(),
                    e.name(),
                    e.revision(),
                    e.subject(),
                    e.recordedAt(),
                    new byte[] {'?'},
                    e.meta(),
                    e.leaf());
        }
    }

    @Test
    void tellsThatThereIsAnEventAndGoesOn(@TempDir Path directory) {
        try (Firm firm = Firm.in(directory)) {
            CustomerId ann = firm.registered("ANN");
            long at = firm.head();
            firm.registered("BOB");
            firm.meets(ann, Firm.WHEN);
            EventHistory history =
                    new EventHistory(
                            firm.get(GroupCommitEngine.class),
                            new Damaged(firm.get(EventLog.class), at),
                            firm.get(SealingSerializer.class));
            assertThatThrownBy(() -> history.readAfter(0, 100)).isNotNull();
            assertThat(unreadable(history.forgiving().readAfter(0, 100))).containsExactly(at);
            assertThat(unreadable(scanned(history.forgiving()))).containsExactly(at);
            assertThat(scanned(history.forgiving())).hasSize((int) firm.head());
            History codes = history.forgiving().openAlone(Set.of(CodeClaimed.class));
            assertThat(unreadable(codes.readAfter(0, 100))).containsExactly(at);
            History open = history.openAlone(Set.of(InteractionRecorded.class)).forgiving();
            assertThat(open.readSubject(ann.value(), 0, 100))
                    .last()
                    .satisfies(
                            it ->
                                    assertThat(it.payload())
                                            .isInstanceOfSatisfying(
                                                    InteractionRecorded.class,
                                                    e -> assertThat(e.summary()).isNull()));
        }
    }

    /** Which says nothing about any event: who went on would take them all for damaged. */
    @Test
    void failsWhereKeysCannotBeHadForTheMoment(@TempDir Path directory) {
        try (Firm firm = Firm.in(directory)) {
            firm.registered("ANN");
            Envelope away =
                    new Envelope(firm.get(SubjectKeys.class)) {
                        @Override
                        public byte[] open(String context, byte[] sealed) {
                            throw new IllegalStateException(
                                    "keys.db cannot be read", new SQLException("busy"));
                        }
                    };
            EventHistory history =
                    new EventHistory(
                            firm.get(GroupCommitEngine.class),
                            firm.get(EventLog.class),
                            new SealingSerializer(new EventNames(), away));
            assertThatThrownBy(() -> history.forgiving().readAfter(0, 100))
                    .hasMessageContaining("keys.db");
        }
    }

    private static List<RecordedEvent> scanned(OrderedHistory history) {
        List<RecordedEvent> all = new ArrayList<>();
        try (OrderedHistory.Scan scan = history.scan(0)) {
            for (List<RecordedEvent> page = scan.next(); !page.isEmpty(); page = scan.next())
                all.addAll(page);
        }
        return all;
    }

    private static List<Long> unreadable(List<RecordedEvent> events) {
        return events.stream()
                .filter(OrderedHistory::isUnreadable)
                .map(RecordedEvent::position)
                .toList();
    }
}
