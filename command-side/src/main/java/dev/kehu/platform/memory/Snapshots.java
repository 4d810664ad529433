package dev.kehu.platform.memory;

import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.trace.Trace;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * States of long streams on disk, sealed under the key of the subject, so that erasing the key
 * covers them. They are made on a thread of their own; one that fails is not made, and nothing
 * depends on it.
 */
final class Snapshots implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final int MOST_WAITING = 64;
    private static final String CONTEXT = "snapshot ";

    private final GroupCommitEngine engine;
    private final Envelope envelope;
    private final JsonMapper json = new JsonMapper();
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MOST_WAITING),
                    Thread.ofPlatform().name("snapshots").daemon().factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    Snapshots(GroupCommitEngine engine, Envelope envelope) {
        this.engine = engine;
        this.envelope = envelope;
    }

    void take(Known<?> known) {
        thread.execute(() -> make(known));
    }

    private void make(Known<?> known) {
        try {
            byte[] plain = json.writeValueAsBytes(known.state());
            String sealed =
                    envelope.sealUnlessErased(known.subject(), context(known.fold()), plain);
            if (sealed == null) {
                return;
            }
            EventLog.Snapshot snapshot =
                    new EventLog.Snapshot(
                            known.stream(),
                            known.subject(),
                            known.seq(),
                            known.position(),
                            known.fold().streamType(),
                            revision(known.fold()),
                            sealed.getBytes(StandardCharsets.US_ASCII));
            engine.keep(snapshot);
        } catch (RuntimeException e) {
            LOG.warn("A snapshot was not taken: {}", Trace.classes(e));
        }
    }

    /** Null when it is of another kind or revision, its key was erased, or it does not read. */
    <S> @Nullable Known<S> open(Fold<S> fold, EventLog.Snapshot snapshot) {
        if (!snapshot.state().equals(fold.streamType())
                || !snapshot.revision().equals(revision(fold))) {
            return null;
        }
        try {
            String sealed = new String(snapshot.sealed(), StandardCharsets.US_ASCII);
            byte[] plain = envelope.open(context(fold), sealed);
            return plain == null
                    ? null
                    : new Known<>(
                            fold,
                            snapshot.stream(),
                            snapshot.subject(),
                            json.readValue(plain, fold.state()),
                            snapshot.seq(),
                            snapshot.position(),
                            snapshot.seq());
        } catch (RuntimeException e) {
            LOG.warn("A snapshot does not read and is passed over: {}", Trace.classes(e));
            return null;
        }
    }

    private static String context(Fold<?> fold) {
        return CONTEXT + fold.streamType();
    }

    /** A state that got another member is another one, whether or not its number was raised. */
    private static String revision(Fold<?> fold) {
        return fold.revision() + ":" + Shape.of(fold.state());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
