package dev.kehu.appraisal;

import dev.kehu.control.Errand;
import dev.kehu.control.Replies;
import dev.kehu.kernel.History;
import dev.kehu.value.process.OrderBook;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Fits the models to the orders in the open store. */
@Component
public final class FitErrand implements Errand {
    public static final String NAME = "value-fit";

    private final History history;
    private final ZoneId zone;

    FitErrand(History history, @Value("${kehu.zone:UTC}") String zone) {
        this.history = history;
        this.zone = ZoneId.of(zone);
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * @param args the file to leave the answer in, then the last day or nothing
     */
    @Override
    public int run(List<String> args, Replies replies) {
        Optional<LocalDate> end =
                Optional.of(args.get(1)).filter(day -> !day.isEmpty()).map(LocalDate::parse);
        OrderBook orders = OrderBook.read(history, zone);
        try {
            return FitAnswer.of(orders.baskets(), end, orders.noMoney())
                    .leave(Path.of(args.getFirst()), replies);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
