package dev.kehu.adapter.figures;

import dev.kehu.platform.eventstore.GroupCommitEngine;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/** What is measured of the event store. */
@Component
public class StoreFigures implements MeterBinder {
    private final GroupCommitEngine engine;

    public StoreFigures(GroupCommitEngine engine) {
        this.engine = engine;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("kehu.store.head", engine, GroupCommitEngine::head)
                .description("Position of the newest event")
                .register(registry);
        FunctionCounter.builder("kehu.store.appends", engine, it -> it.figures().members())
                .description("Units of work recorded")
                .register(registry);
        FunctionCounter.builder("kehu.store.groups", engine, it -> it.figures().groups())
                .description("Groups committed, one fsync each")
                .register(registry);
        Gauge.builder("kehu.store.waiting", engine, it -> it.figures().waiting())
                .description("Units of work waiting to be recorded")
                .register(registry);
        Gauge.builder("kehu.store.log", engine, GroupCommitEngine::logBytes)
                .baseUnit("bytes")
                .description("The write-ahead log beside the event file")
                .register(registry);
        Gauge.builder("kehu.store.writing", engine, StoreFigures::writing)
                .description("1 while events are taken, else 0")
                .register(registry);
    }

    private static double writing(GroupCommitEngine engine) {
        return engine.writing() && engine.ailment().isEmpty() ? 1 : 0;
    }
}
