package dev.kehu.platform.eventstore;

import dev.kehu.platform.eventstore.SimulatedTime.Timer;

import org.axonframework.serialization.Serializer;

import java.util.ArrayList;

/** One process of a simulated life: the real writer, engine and tail, without their threads. */
final class SimulatedNode {
    private final UnluckyLog log;
    private final GroupWriter writer;
    private final GroupCommitEngine engine;
    private final TailEventStore store;
    private final Timer timer;
    private boolean writing;
    private long told;

    SimulatedNode(Simulation world, UnluckyLog log, SimulatedTime time, Serializer serializer) {
        this.log = log;
        this.timer = new Timer(time);
        this.writer =
                new GroupWriter(
                        log,
                        subjects -> {
                            world.meanwhile(log);
                            if (world.unlucky(50)) {
                                throw new IllegalStateException("made up");
                            }
                        },
                        time::nanos,
                        pause -> {
                            time.nanos += pause;
                            if (world.dice().oneIn(8)) {
                                world.meanwhile(log);
                            }
                        });
        this.engine = new GroupCommitEngine(GroupCommitEngine.Setup.with(serializer), log, writer);
        this.store =
                TailEventStore.over(
                        engine, (head, wake) -> new Pace(head, wake, time::nanos, timer));
        engine.onStored(stored -> world.meanwhile(log));
        told = writer.head();
    }

    UnluckyLog log() {
        return log;
    }

    GroupWriter writer() {
        return writer;
    }

    GroupCommitEngine engine() {
        return engine;
    }

    TailEventStore store() {
        return store;
    }

    Timer timer() {
        return timer;
    }

    /** One group, unless it is in the middle of one. */
    void write() {
        if (!writing && !writer.idle()) {
            writing = true;
            try {
                writer.turn(new ArrayList<>());
            } finally {
                writing = false;
            }
        }
    }

    /** Tells up to so many of the events it was not told of, some of them again. */
    void tell(EventLog truth, int most, int again) {
        var news = truth.readAfter(Math.max(0, told - again), most + again);
        if (log.others != null && !news.isEmpty()) {
            told = Math.max(told, news.getLast().position());
            log.others.accept(news);
        }
    }
}
