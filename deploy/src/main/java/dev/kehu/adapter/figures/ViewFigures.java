package dev.kehu.adapter.figures;

import dev.kehu.platform.projection.ViewStatus;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.watch.Watchdog;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

import java.util.function.ToDoubleFunction;

/** What is measured of the views; no label holds personal data. */
@Component
class ViewFigures implements MeterBinder {
    private final Views views;
    private final Watchdog watchdog;

    ViewFigures(Views views, Watchdog watchdog) {
        this.views = views;
        this.watchdog = watchdog;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("kehu.views.behind", views, Views::behind)
                .description("Events the slowest view does not show yet")
                .register(registry);
        FunctionCounter.builder("kehu.views.mended", watchdog, Watchdog::mended)
                .description("Customers in whose documents something was missing, mended")
                .register(registry);
        Gauge.builder("kehu.views.damaged", watchdog, it -> it.latest().failed().size())
                .description("Customers in whose documents something is missing")
                .register(registry);
        for (String name : views.names()) {
            gauge(
                    registry,
                    "kehu.view.position",
                    "Position of the last event folded",
                    name,
                    ViewStatus::position);
            gauge(
                    registry,
                    "kehu.view.parked",
                    "Subjects whose events could not be folded",
                    name,
                    ViewStatus::parked);
        }
    }

    private void gauge(
            MeterRegistry registry,
            String meter,
            String what,
            String view,
            ToDoubleFunction<ViewStatus> figure) {
        Gauge.builder(meter, views, it -> of(it, view, figure))
                .description(what)
                .tag("view", view)
                .register(registry);
    }

    private static double of(Views views, String name, ToDoubleFunction<ViewStatus> figure) {
        return views.status().stream()
                .filter(status -> status.name().equals(name))
                .mapToDouble(figure)
                .findFirst()
                .orElse(Double.NaN);
    }
}
