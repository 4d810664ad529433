package dev.kehu.appraisal;

import dev.kehu.control.Replies;
import dev.kehu.kernel.Refusal;
import dev.kehu.value.formula.lifetime.Baskets;
import dev.kehu.value.formula.lifetime.PurchaseModel;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a fit came to, or why there is none. It is left in a file: with every customer it is too
 * long for a line of the control socket.
 */
public final class FitAnswer {
    private final @Nullable Fitted fitted;
    private final @Nullable Refusal refused;
    private final long refunds;

    private FitAnswer(@Nullable Fitted fitted, @Nullable Refusal refused, long refunds) {
        this.fitted = fitted;
        this.refused = refused;
        this.refunds = refunds;
    }

    /**
     * @param end last day that is seen; empty: the last one with a purchase
     * @throws IOException when the file cannot be read
     */
    public static FitAnswer ofFile(Path purchases, Optional<LocalDate> end) throws IOException {
        try {
            return of(PurchaseFile.read(purchases), end, null);
        } catch (Refusal refusal) {
            return new FitAnswer(null, refusal, 0);
        }
    }

    static FitAnswer of(Baskets baskets, Optional<LocalDate> end, @Nullable Refusal noMoney) {
        try {
            Fitted fitted = Fitted.to(baskets.until(end.orElseGet(baskets::last)), noMoney);
            return new FitAnswer(fitted, null, baskets.refunds());
        } catch (Refusal refusal) {
            return new FitAnswer(null, refusal, baskets.refunds());
        }
    }

    /** Writes it and says the rest; gives the exit code. */
    public int leave(Path file, Replies replies) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            return leave(out, replies);
        }
    }

    /** As {@link #leave(Path, Replies)}, where no file is needed. */
    public int leave(OutputStream out, Replies replies) throws IOException {
        if (fitted != null) fitted.write(new KeptOpen(out));
        else out.write(new JsonMapper().writeValueAsBytes(problem()));
        out.write('\n');
        out.flush();
        if (refunds > 0)
            replies.progress("%,d refunds are no purchases and were left out.".formatted(refunds));
        if (fitted == null) {
            Refusal why = Objects.requireNonNull(refused);
            replies.complain("%s (%s)".formatted(why.getMessage(), why.code()));
            return 1;
        }
        say(fitted, replies);
        return 0;
    }

    /** Whoever writes JSON closes what it writes to. */
    private static final class KeptOpen extends FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }

    private static void say(Fitted fitted, Replies replies) {
        PurchaseModel model = fitted.purchases().model();
        replies.progress(
                ("BG/NBD on %,d customers, %,d of whom came back: r %.4f, alpha %.4f, a %.4f, b"
                                + " %.4f (weeks), log-likelihood %.4f.")
                        .formatted(
                                fitted.purchases().customers(),
                                fitted.purchases().repeaters(),
                                model.r(),
                                model.alpha(),
                                model.a(),
                                model.b(),
                                fitted.purchases().logLikelihood()));
        if (fitted.spend() != null)
            replies.progress(
                    "Gamma-Gamma on %,d customers: p %.4f, q %.4f, v %.4f, log-likelihood %.4f."
                            .formatted(
                                    fitted.spend().customers(),
                                    fitted.spend().model().p(),
                                    fitted.spend().model().q(),
                                    fitted.spend().model().v(),
                                    fitted.spend().logLikelihood()));
        if (fitted.noSpend() != null)
            replies.progress(
                    "No spend model: %s (%s)."
                            .formatted(fitted.noSpend().getMessage(), fitted.noSpend().code()));
    }

    private Map<String, Object> problem() {
        Refusal why = Objects.requireNonNull(refused);
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("refused", true);
        problem.put("code", why.code());
        problem.put("reason", String.valueOf(why.getMessage()));
        return problem;
    }
}
