package dev.kehu.value.process;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.History;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.value.api.ModelFitCommand;
import dev.kehu.value.api.ModelFitCommand.RecordFit;
import dev.kehu.value.api.ModelFitCommand.RecordRefusedFit;
import dev.kehu.value.api.ModelFitId;
import dev.kehu.value.formula.lifetime.Baskets;
import dev.kehu.value.formula.lifetime.Buyer;
import dev.kehu.value.formula.lifetime.PurchaseFit;
import dev.kehu.value.formula.lifetime.SpendFit;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Fits the models to all orders and records what came of it, a refusal too. */
@Component
public class Learning {
    private final History history;
    private final BusinessClock clock;
    private final Commands commands;
    private final ZoneId zone;

    Learning(
            History history,
            BusinessClock clock,
            Commands commands,
            @Value("${kehu.zone:UTC}") String zone) {
        this.history = history;
        this.clock = clock;
        this.commands = commands;
        this.zone = ZoneId.of(zone);
    }

    /**
     * @param end last day that is seen; empty: the business day
     * @throws Refusal as the fit was refused, once that is recorded
     */
    public Receipt learn(Optional<LocalDate> end, Origin by) {
        return read().learn(end.orElseGet(clock::today), by);
    }

    /** Reads all orders, for a fit to each of several days; later ones are not in it. */
    public Lessons read() {
        long position = history.head();
        OrderBook orders = OrderBook.read(history, zone);
        return new Lessons(position, orders.baskets(), orders.noMoney());
    }

    /** What can be learnt from one reading of the orders. */
    public final class Lessons {
        private final long position;
        private final Baskets baskets;
        private final @Nullable Refusal noMoney;

        private Lessons(long position, Baskets baskets, @Nullable Refusal noMoney) {
            this.position = position;
            this.baskets = baskets;
            this.noMoney = noMoney;
        }

        /**
         * @param end last day that is seen
         * @throws Refusal as the fit was refused, once that is recorded
         */
        public Receipt learn(LocalDate end, Origin by) {
            RecordFit learnt;
            try {
                learnt = fitted(end);
            } catch (Refusal refusal) {
                ModelFitCommand refused =
                        new RecordRefusedFit(
                                ModelFitId.FIRM, position, refusal.code(), clock.now());
                // Another request: who repeats a refused one asks to try again.
                commands.send(refused, Origin.of(by.actor()));
                throw refusal;
            }
            return commands.send(learnt, by);
        }

        private RecordFit fitted(LocalDate end) {
            List<Buyer> buyers = baskets.until(end);
            PurchaseFit purchases = PurchaseFit.of(buyers);
            SpendFit spend = null;
            String noSpend = null;
            try {
                if (noMoney != null) throw noMoney;
                spend = SpendFit.of(buyers);
            } catch (Refusal refusal) {
                noSpend = refusal.code();
            }
            return new RecordFit(
                    ModelFitId.FIRM, end, position, purchases, spend, noSpend, clock.now());
        }
    }
}
