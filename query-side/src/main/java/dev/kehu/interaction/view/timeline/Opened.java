package dev.kehu.interaction.view.timeline;

import org.jspecify.annotations.Nullable;

import java.util.function.UnaryOperator;

/** Opens the texts of one page, and counts which still open. */
final class Opened implements UnaryOperator<@Nullable String> {
    private final UnaryOperator<@Nullable String> opening;
    private int readable;
    private int closed;

    Opened(UnaryOperator<@Nullable String> opening) {
        this.opening = opening;
    }

    @Override
    public @Nullable String apply(@Nullable String stored) {
        String text = opening.apply(stored);
        if (text != null) readable++;
        else if (stored != null) closed++;
        return text;
    }

    int readable() {
        return readable;
    }

    int closed() {
        return closed;
    }
}
