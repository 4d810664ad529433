package dev.kehu.platform.projection.bulk;

import dev.kehu.kernel.RecordedEvent;

/**
 * How far a build has come that is made subject by subject; stored with the documents.
 *
 * @param id always the same
 * @param position nothing behind it is folded
 * @param eventId of the event there
 * @param subject the last one that is complete, in the order of {@link
 *     dev.kehu.kernel.History#readSubjects}
 * @param done how many events are folded
 */
public record Mark(String id, long position, String eventId, String subject, long done) {
    private static final String ID = "sweep";

    static Mark at(RecordedEvent head, String subject, long done) {
        return new Mark(ID, head.position(), head.eventId().toString(), subject, done);
    }

    /** Whether both are of the same sweep. */
    public boolean continues(Mark other) {
        return position == other.position && eventId.equals(other.eventId);
    }

    /** The one that is behind. */
    public Mark least(Mark other) {
        return subject.compareTo(other.subject) <= 0 ? this : other;
    }
}
