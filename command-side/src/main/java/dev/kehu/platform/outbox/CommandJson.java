package dev.kehu.platform.outbox;

import tools.jackson.databind.ObjectMapper;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Commands as text. Only classes that were registered are written or read, under their short names:
 * stored text never chooses a class.
 */
public final class CommandJson {
    private final ObjectMapper mapper;
    private final Map<String, Class<?>> byName = new ConcurrentHashMap<>();

    public CommandJson(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * @throws IllegalArgumentException when the command might hold personal data, or another has
     *     its short name
     */
    public void register(Class<?> command) {
        PlainData.check(command);
        Class<?> other = byName.putIfAbsent(command.getSimpleName(), command);
        if (other != null && other != command) {
            throw new IllegalArgumentException(
                    other.getName() + " and " + command.getName() + " share a stored name");
        }
    }

    /**
     * @throws IllegalArgumentException when its class was not registered
     */
    public String write(Object command) {
        if (command.getClass() != byName.get(command.getClass().getSimpleName())) {
            throw new IllegalArgumentException(
                    command.getClass().getName() + " was not registered to be sent");
        }
        return mapper.writeValueAsString(command);
    }

    Object read(String name, String body) {
        Class<?> type = byName.get(name);
        if (type == null) {
            throw new IllegalStateException("Nothing sends " + name + " any more");
        }
        return mapper.readValue(body, type);
    }
}
