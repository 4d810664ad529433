package dev.kehu.platform.live;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.axonframework.queryhandling.QueryBus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Serves subscription queries as server-sent events, each by its request's own thread. What a
 * reader gets is always a whole state: one that is slow skips those in between and never the last,
 * so it holds no queue; one that does not read at all is dropped when the server's time to write is
 * over.
 */
public final class LiveAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(LiveAnswers.class);
    private static final int UPDATES = 16;

    private final QueryBus bus;
    private final Streams streams;
    private final LiveSettings settings;
    private final LongSupplier nanoClock;
    private final JsonMapper json = JsonMapper.builder().build();

    public LiveAnswers(
            QueryBus bus, Streams streams, LiveSettings settings, LongSupplier nanoClock) {
        this.bus = bus;
        this.streams = streams;
        this.settings = settings;
        this.nanoClock = nanoClock;
    }

    /**
     * Answers until the reader leaves, the server stops, or the longest time is over.
     *
     * @param seen position the reader has seen, as it wrote it, or null
     * @throws TooManyStreams before anything is written
     */
    public void serve(
            Showing<?> showing,
            @Nullable String seen,
            HttpServletRequest request,
            HttpServletResponse response) {
        Principal who = request.getUserPrincipal();
        try (Streams.Slot slot = streams.open(who == null ? "" : who.getName())) {
            Watch watch =
                    new Watch(
                            showing.name(),
                            slot.signal,
                            new EventLines(response, json),
                            settings.heartbeat(),
                            nanoClock);
            var subscription = bus.subscriptionQuery(showing.subscription(), UPDATES);
            try {
                subscription
                        .updates()
                        .subscribe(
                                update -> watch.hear(update.getPayload()),
                                failure -> slot.signal.end(),
                                slot.signal::end);
                var first = Objects.requireNonNull(subscription.initialResult().block());
                follow(watch, slot.signal, first.getPayload(), showing, position(seen));
            } finally {
                subscription.close();
            }
        }
    }

    /** What is no position of ours is as good as none. */
    private static @Nullable Long position(@Nullable String text) {
        return text == null || !text.matches("\\d{1,18}") ? null : Long.valueOf(text);
    }

    private void follow(
            Watch watch, Signal signal, State first, Showing<?> showing, @Nullable Long since) {
        long end = nanoClock.getAsLong() + settings.longest().toNanos();
        long looked = nanoClock.getAsLong();
        try {
            watch.begin(first, since);
            while (nanoClock.getAsLong() - end < 0) {
                Signal.Woken woken = signal.await(watch.untilBeat());
                if (woken == Signal.Woken.ENDED) return;
                long now = nanoClock.getAsLong();
                if (woken == Signal.Woken.RAISED
                        || now - looked >= settings.lookAgain().toNanos()) {
                    looked = now;
                    watch.look(showing::now);
                    if (!rest(watch, signal, showing.pause())) return;
                }
                watch.beatWhenDue(); // also where a look after the other had nothing to send
            }
        } catch (IOException gone) {
            LOG.debug("A reader of a live answer left, or did not read");
        } catch (RuntimeException fault) {
            // Nothing else may be added to the stream; who comes again is told what is wrong.
            LOG.warn("A live answer ended: {}", fault.getClass().getName());
        }
    }

    /** Until the next look may be; false once it has ended. */
    private boolean rest(Watch watch, Signal signal, Duration pause) throws IOException {
        long end = nanoClock.getAsLong() + pause.toNanos();
        for (long left; (left = end - nanoClock.getAsLong()) > 0; watch.beatWhenDue()) {
            Duration beat = watch.untilBeat();
            if (!signal.rest(beat.toNanos() < left ? beat : Duration.ofNanos(left))) return false;
        }
        return true;
    }
}
