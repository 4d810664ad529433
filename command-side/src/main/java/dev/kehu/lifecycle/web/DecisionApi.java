package dev.kehu.lifecycle.web;

import dev.kehu.kernel.Receipt;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.commandbus.Origins;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;

/** Takes what is decided about implementations; {@code by} names who did, unless who asks did. */
@RestController
class DecisionApi {
    private final Commands commands;
    private final Origins origins;
    private final Wishes wishes;

    DecisionApi(Commands commands, Origins origins, Wishes wishes) {
        this.commands = commands;
        this.origins = origins;
        this.wishes = wishes;
    }

    @PostMapping("/v1/implementations/{id}/gates")
    Receipt gates(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("gates", id, body, request);
    }

    @PostMapping("/v1/implementations/{id}/returns")
    Receipt returns(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("returns", id, body, request);
    }

    @PostMapping("/v1/implementations/{id}/authorities")
    Receipt authorities(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("authorities", id, body, request);
    }

    @PostMapping("/v1/implementations/{id}/pauses")
    Receipt pauses(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("pauses", id, body, request);
    }

    @PostMapping("/v1/implementations/{id}/resumptions")
    Receipt resumptions(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("resumptions", id, body, request);
    }

    @PostMapping("/v1/implementations/{id}/stops")
    Receipt stops(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("stops", id, body, request);
    }

    @PostMapping("/v1/implementations/{id}/retries")
    Receipt retries(
            @PathVariable String id,
            @RequestBody Map<String, Object> body,
            HttpServletRequest request) {
        return send("retries", id, body, request);
    }

    private Receipt send(
            String wish, String id, Map<String, Object> body, HttpServletRequest request) {
        Origin origin = origins.of(request, body);
        return commands.send(wishes.of(wish, id, new Body(body), origin.actor()), origin);
    }
}
