package dev.kehu.lifecycle.web;

import dev.kehu.kernel.Receipt;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.commandbus.Origins;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;

/** Begins implementations, and takes goals, steps and what is written down about them. */
@RestController
class ImplementationApi {
    private final Commands commands;
    private final Origins origins;
    private final Wishes wishes;

    ImplementationApi(Commands commands, Origins origins, Wishes wishes) {
        this.commands = commands;
        this.origins = origins;
        this.wishes = wishes;
    }

    /** Begins one; the sponsor is who asks, unless the body names another user. */
    @PostMapping("/v1/implementations")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt start(@RequestBody Map<String, Object> body, HttpServletRequest request) {
        Origin origin = origins.of(request, body);
        return commands.send(wishes.start(new Body(body), origin.actor()), origin);
    }

    @PostMapping("/v1/implementations/{id}/goals")
    Receipt goals(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("goals", id, body, request);
    }

    @PostMapping("/v1/implementations/{id}/splits")
    Receipt splits(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("splits", id, body, request);
    }

    @PostMapping("/v1/implementations/{id}/figures")
    Receipt figures(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("figures", id, body, request);
    }

    @PostMapping("/v1/implementations/{id}/steps")
    Receipt steps(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("steps", id, body, request);
    }

    @PostMapping("/v1/implementations/{id}/completions")
    Receipt completions(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("completions", id, body, request);
    }

    @PostMapping("/v1/implementations/{id}/evaluations")
    Receipt evaluations(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("evaluations", id, body, request);
    }

    @PostMapping("/v1/implementations/{id}/lessons")
    Receipt lessons(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("lessons", id, body, request);
    }

    @PostMapping("/v1/implementations/{id}/standards")
    Receipt standards(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("standards", id, body, request);
    }

    @PostMapping("/v1/implementations/{id}/trainings")
    Receipt trainings(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("trainings", id, body, request);
    }

    @PostMapping("/v1/implementations/{id}/acceptances")
    Receipt acceptances(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("acceptances", id, body, request);
    }

    private Receipt send(
            String wish, String id, Map<String, Object> body, HttpServletRequest request) {
        Origin origin = origins.of(request, body);
        return commands.send(wishes.of(wish, id, new Body(body), origin.actor()), origin);
    }
}
