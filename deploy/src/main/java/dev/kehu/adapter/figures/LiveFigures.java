package dev.kehu.adapter.figures;

import dev.kehu.platform.live.LiveSettings;
import dev.kehu.platform.live.Streams;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/** What is measured of live answers. */
@Component
class LiveFigures implements MeterBinder {
    private final Streams streams;
    private final LiveSettings settings;

    LiveFigures(Streams streams, LiveSettings settings) {
        this.streams = streams;
        this.settings = settings;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("kehu.live.streams", streams, Streams::count)
                .description("Live answers that are open")
                .register(registry);
        Gauge.builder("kehu.live.streams.limit", settings, LiveSettings::most)
                .description("Live answers that may be open")
                .register(registry);
    }
}
