package dev.kehu.control;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/** The lines on the socket, one JSON object each. */
final class ControlLine {
    private static final JsonMapper JSON = new JsonMapper();

    private ControlLine() {}

    /** What a command line sends. */
    record Request(String command, List<String> args) {}

    /** What comes back: any number of lines, the last one with {@code exit}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reply(
            @Nullable String progress,
            @Nullable Finding finding,
            @Nullable String problem,
            @Nullable String answer,
            @Nullable Integer exit) {
        static Reply ofProgress(String line) {
            return new Reply(line, null, null, null, null);
        }

        static Reply ofFinding(Finding finding) {
            return new Reply(null, finding, null, null, null);
        }

        static Reply ofProblem(String sentence) {
            return new Reply(null, null, sentence, null, null);
        }

        static Reply ofAnswer(String json) {
            return new Reply(null, null, null, json, null);
        }

        static Reply ofExit(int code) {
            return new Reply(null, null, null, null, code);
        }
    }

    static String text(Object line) {
        return JSON.writeValueAsString(line);
    }

    static Request request(@Nullable String line) {
        try {
            Request request = JSON.readValue(line == null ? "{}" : line, Request.class);
            return new Request(
                    request.command() == null ? "" : request.command(),
                    request.args() == null ? List.of() : request.args());
        } catch (JacksonException unreadable) {
            return new Request("", List.of());
        }
    }

    static Reply reply(String line) {
        return JSON.readValue(line, Reply.class);
    }
}
