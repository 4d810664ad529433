package dev.kehu.platform.eventstore;

import static dev.kehu.platform.eventstore.Drafts.SEED;
import static dev.kehu.platform.eventstore.Drafts.member;
import static dev.kehu.platform.eventstore.Drafts.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** What a reader sees, and when. */
abstract class ReadingChecks extends LogUnderTest {
    ReadingChecks(EventLogConformance kit) {
        super(kit);
    }

    @Test
    void isReadAtOnceInEveryWay() {
        for (int i = 0; i < 20; i++) {
            String stream = "s" + i % 3;
            StoredEvent told =
                    write(member(drafts.of(stream, i / 3, "person", text("{}"))))
                            .getFirst()
                            .stored()
                            .getFirst();
            assertThat(log.head()).isEqualTo(told.position());
            assertThat(log.lastSeq(stream)).isEqualTo(told.seq());
            for (StoredEvent read :
                    List.of(
                            log.readAfter(head - 1, 10).getFirst(),
                            log.readStream(stream, 0).getLast(),
                            log.readSubject("person", head - 1, 10).getFirst(),
                            log.at(stream, told.seq()))) {
                assertThat(read.sameAs(told)).isTrue();
            }
        }
    }

    @Test
    void showsAReaderNoHoleWhileWritersRace() {
        int each = 100;
        List<Long> seen = new ArrayList<>();
        try (GroupWriter writer = new GroupWriter(log, subjects -> {})) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Drafts mine = new Drafts(SEED + i);
                String stream = "own-" + i;
                threads.add(
                        Thread.ofPlatform()
                                .start(
                                        () -> {
                                            for (int seq = 0; seq < each; seq++) {
                                                writer.submit(member(mine.of(stream, seq))).await();
                                            }
                                        }));
            }
            List<StoredEvent> page;
            boolean writing;
            do {
                writing = threads.stream().anyMatch(Thread::isAlive);
                page = log.readAfter(lastOf(seen), 7);
                page.forEach(e -> seen.add(e.position()));
                assertThat(seen).as("dense so far").hasSize((int) lastOf(seen));
            } while (writing || !page.isEmpty());
        }
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 4 * each).boxed().toList());
    }

    private static long lastOf(List<Long> seen) {
        return seen.isEmpty() ? 0 : seen.getLast();
    }

    @Test
    void readsPageByPage() {
        for (int i = 0; i < 25; i++) {
            write(member(drafts.of("a", i)));
        }
        List<Long> seen = new ArrayList<>();
        for (List<StoredEvent> page = log.readAfter(0, 10);
                !page.isEmpty();
                page = log.readAfter(seen.getLast(), 10)) {
            assertThat(page.size()).isLessThanOrEqualTo(10);
            assertThat(page.getFirst().position()).isGreaterThan(lastOf(seen));
            page.forEach(e -> seen.add(e.position()));
        }
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 25).boxed().toList());
        assertThat(log.readAfter(25, 10)).isEmpty();
        assertThat(log.readAfter(1000, 10)).isEmpty();
    }

    @Test
    void readsOneSubjectAcrossStreamsInTheOrderOfRecording() {
        for (int i = 0; i < 20; i++) {
            write(member(drafts.of("stream-" + (20 - i), 0, "person-" + i % 2, text("{}"))));
        }
        List<Long> even = LongStream.rangeClosed(1, 20).filter(n -> n % 2 == 0).boxed().toList();
        assertThat(positions(log.readSubject("person-1", 0, 100))).isEqualTo(even);
        assertThat(log.readSubject("nobody", 0, 100)).isEmpty();
    }

    @Test
    void readsOneSubjectPageByPage() {
        for (int i = 0; i < 25; i++) {
            write(member(drafts.of("of-" + i, 0, "person-" + i % 2, text("{}"))));
        }
        List<Long> seen = new ArrayList<>();
        for (List<StoredEvent> page = log.readSubject("person-0", 0, 5);
                !page.isEmpty();
                page = log.readSubject("person-0", seen.getLast(), 5)) {
            assertThat(page.size()).isLessThanOrEqualTo(5);
            assertThat(page.getFirst().position()).isGreaterThan(lastOf(seen));
            seen.addAll(positions(page));
        }
        assertThat(seen)
                .containsExactly(1L, 3L, 5L, 7L, 9L, 11L, 13L, 15L, 17L, 19L, 21L, 23L, 25L);
    }

    private static List<Long> positions(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::position).toList();
    }

    @Test
    void readsSubjectBySubjectFromAnyPlaceToAnother() {
        for (int i = 0; i < 40; i++) {
            write(member(drafts.of("stream-" + i, 0, "person-" + i % 4, text("{}"))));
        }
        List<Long> seen = new ArrayList<>();
        String subject = "";
        long position = 0;
        while (true) {
            List<StoredEvent> page = log.readSubjects(subject, position, "person-2", 7);
            if (page.isEmpty()) {
                break;
            }
            assertThat(page.size()).isLessThanOrEqualTo(7);
            page.forEach(e -> seen.add(e.position()));
            subject = page.getLast().subject();
            position = page.getLast().position();
        }
        List<Long> expected = new ArrayList<>();
        for (int person = 0; person < 3; person++) {
            log.readSubject("person-" + person, 0, 100).forEach(e -> expected.add(e.position()));
        }
        assertThat(seen).isEqualTo(expected).hasSize(30);
        assertThat(log.readSubjects("person-2", Long.MAX_VALUE, null, 100))
                .extracting(StoredEvent::subject, StoredEvent::position)
                .startsWith(tuple("person-3", 4L), tuple("person-3", 8L))
                .hasSize(10);
        assertThat(log.readSubjects("person-3", Long.MAX_VALUE, null, 100)).isEmpty();
    }

    @Test
    void tellsWhichSubjectStandsSoManyEventsBehind() {
        for (int i = 0; i < 12; i++) {
            write(member(drafts.of("stream-" + i, 0, "person-" + i % 3, text("{}"))));
        }
        assertThat(log.subjectBehind("", 0)).contains("person-0");
        assertThat(log.subjectBehind("", 3)).contains("person-0");
        assertThat(log.subjectBehind("", 4)).contains("person-1");
        assertThat(log.subjectBehind("person-0", 4)).contains("person-2");
        assertThat(log.subjectBehind("person-1", 4)).isEmpty();
    }

    @Test
    void readsALongStreamFromAnyPlace() {
        for (int i = 0; i < 10_000; i += 500) {
            Append block = new Append();
            for (int seq = i; seq < i + 500; seq++) {
                block.add(drafts.of("long", seq));
            }
            write(block, member(drafts.of("between-" + i, 0)));
        }
        assertThat(log.lastSeq("long")).isEqualTo(9_999);
        assertThat(log.readStream("long", 0).stream().map(StoredEvent::seq))
                .isEqualTo(LongStream.range(0, 10_000).boxed().toList());
        assertThat(log.readStream("long", 9_990)).hasSize(10);
        assertThat(log.at("long", 10_000)).isNull();
    }
}
