package dev.kehu.platform.memory;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a record consists of, at every depth: names and types of its members, not its own name. A
 * member that is added anywhere in it would read as nothing from what was written before.
 */
final class Shape {
    private static final ClassValue<String> KNOWN =
            new ClassValue<>() {
                @Override
                protected String computeValue(Class<?> type) {
                    byte[] all = new Shape().described(type).getBytes(StandardCharsets.UTF_8);
                    return UUID.nameUUIDFromBytes(all).toString();
                }
            };

    /** Those being described, as a record may hold others of its kind. */
    private final Set<Class<?>> within = new HashSet<>();

    private Shape() {}

    /** Alike for types of one shape; a different one has another, with all but certainty. */
    static String of(Class<?> type) {
        return KNOWN.get(type);
    }

    private String described(Type type) {
        return switch (type) {
            case Class<?> known -> described(known);
            case ParameterizedType generic ->
                    described(generic.getRawType())
                            + joined("<", generic.getActualTypeArguments(), ">");
            default -> type.getTypeName();
        };
    }

    private String described(Class<?> type) {
        if (!type.isRecord() && (!type.isSealed() || type.isEnum())) return type.getName();
        if (!within.add(type)) return type.getSimpleName();
        try {
            return type.isRecord()
                    ? Arrays.stream(type.getRecordComponents())
                            .map(this::described)
                            .collect(Collectors.joining(",", "{", "}"))
                    : joined("(", type.getPermittedSubclasses(), ")");
        } finally {
            within.remove(type);
        }
    }

    private String described(RecordComponent member) {
        return member.getName() + ":" + described(member.getGenericType());
    }

    private String joined(String begin, Type[] types, String end) {
        return Arrays.stream(types)
                .map(this::described)
                .collect(Collectors.joining(",", begin, end));
    }
}
