package dev.kehu.interaction.web;

import dev.kehu.interaction.api.InteractionCommand.AnnotateInteraction;
import dev.kehu.interaction.api.InteractionCommand.DiscardDelivery;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.platform.state.HeldDeliveries;
import dev.kehu.platform.state.HeldDeliveries.Held;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** What is in quarantine, and the two ways out of it; notes on interactions. */
@RestController
class QuarantineApi {
    private static final int MOST = 500;

    private final HeldDeliveries held;
    private final Release release;
    private final Commands commands;
    private final Origins origins;
    private final BusinessClock clock;

    QuarantineApi(
            HeldDeliveries held,
            Release release,
            Commands commands,
            Origins origins,
            BusinessClock clock) {
        this.held = held;
        this.release = release;
        this.commands = commands;
        this.origins = origins;
        this.clock = clock;
    }

    record HeldPage(List<Held> items, @Nullable Long next) {}

    record Reason(@Nullable String reason) {}

    record Note(@Nullable String note, @Nullable List<String> tags) {}

    @GetMapping("/v1/quarantine")
    HeldPage list(
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Refusal.invalid("parameter.number", "limit is between 1 and " + MOST);
        }
        List<Held> items = held.after(after, limit);
        return new HeldPage(items, items.size() < limit ? null : items.getLast().position());
    }

    @PostMapping("/v1/quarantine/{id}/release")
    Receipt release(@PathVariable String id, HttpServletRequest request) {
        return release.release(id, origins.of(request, null));
    }

    @PostMapping("/v1/quarantine/{id}/discard")
    Receipt discard(@PathVariable String id, @RequestBody Reason body, HttpServletRequest request) {
        if (body.reason() == null || body.reason().isBlank()) {
            throw Refusal.invalid("reason.missing", "Say why it is given up");
        }
        return commands.send(
                new DiscardDelivery(new InteractionId(id), body.reason(), clock.now()),
                origins.of(request, body));
    }

    @PostMapping("/v1/interactions/{id}/annotations")
    Receipt annotate(@PathVariable String id, @RequestBody Note body, HttpServletRequest request) {
        return commands.send(
                new AnnotateInteraction(
                        new InteractionId(id), body.note(), body.tags(), clock.now()),
                origins.of(request, body));
    }
}
