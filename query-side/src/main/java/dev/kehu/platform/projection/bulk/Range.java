package dev.kehu.platform.projection.bulk;

import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;

/**
 * A part of a history that is read subject by subject: what stands behind a place, up to and with
 * all of the last subject.
 *
 * @param subject of the place
 * @param position of the place: all of the subject is before it at {@link Long#MAX_VALUE}
 * @param last null for all there are
 */
record Range(String subject, long position, @Nullable String last) {
    /** Everything. */
    static final Range ALL = new Range("", 0, null);

    /** What is about subjects behind this one. */
    static Range behind(String subject, @Nullable String last) {
        return new Range(subject, Long.MAX_VALUE, last);
    }

    /** About subjects whose ids begin so, and nearly no others. */
    static Range of(String kind) {
        int end = kind.length() - 1;
        return behind(kind, kind.substring(0, end) + (char) (kind.charAt(end) + 1));
    }

    Range upTo(@Nullable String end) {
        return new Range(subject, position, end);
    }

    Range behind(RecordedEvent event) {
        return new Range(event.subject(), event.position(), last);
    }

    boolean isEmpty() {
        return last != null
                && (subject.compareTo(last) > 0
                        || subject.equals(last) && position == Long.MAX_VALUE);
    }

    boolean holds(String other, long at) {
        int behind = other.compareTo(subject);
        return (behind > 0 || behind == 0 && at > position)
                && (last == null || other.compareTo(last) <= 0);
    }
}
