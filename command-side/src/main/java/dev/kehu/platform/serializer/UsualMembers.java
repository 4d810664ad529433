package dev.kehu.platform.serializer;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.ObjectMapper;

import java.lang.reflect.RecordComponent;
import java.util.List;

/** Reads one stored object in which members stand in the order the serializer writes them in. */
final class UsualMembers {
    private static final byte[] SEALED = UsualJson.bytes("\"" + EventDecoder.SEALED + "\":{");

    private final Member[] members;
    private final byte[][] parts;

    /**
     * @param event all its components, in their order
     * @param written names of the components that may stand here, in the order they do
     * @param shape what is sealed, if it may stand here
     */
    UsualMembers(
            RecordComponent[] event,
            List<EventShape.Part> written,
            List<EventShape.Sealed> shape,
            ObjectMapper mapper) {
        members = new Member[written.size()];
        for (int i = 0; i < members.length; i++) {
            members[i] = member(event, written.get(i).name(), mapper);
        }
        parts = shape.stream().map(part -> name(part.member())).toArray(byte[][]::new);
    }

    /**
     * One component.
     *
     * @param name as it stands before the value
     * @param index its place in the constructor
     */
    private record Member(byte[] name, int index, UsualValue value) {}

    private static Member member(RecordComponent[] event, String name, ObjectMapper mapper) {
        int index = 0;
        while (!event[index].getName().equals(name)) {
            index++;
        }
        return new Member(name(name), index, UsualValue.of(event[index].getGenericType(), mapper));
    }

    private static byte[] name(String member) {
        return UsualJson.bytes("\"" + member + "\":");
    }

    /**
     * Reads an object.
     *
     * @param values where those of its members go
     * @param sealed where the texts of sealed parts go; null for who leaves them shut and need not
     *     look behind them
     * @return false when it is not usual, with some of the values set
     */
    boolean read(byte[] object, @Nullable Object[] values, byte @Nullable [] @Nullable [] sealed) {
        UsualJson json = new UsualJson(object);
        if (!json.past('{')) {
            return false;
        }
        if (json.past('}')) {
            return json.atEnd();
        }
        int next = 0;
        do {
            while (next < members.length && !json.past(members[next].name())) {
                next++;
            }
            if (next == members.length) {
                return json.past(SEALED) && (sealed == null || sealed(json, sealed) && ends(json));
            }
            Member member = members[next++];
            Object value = member.value().read(json);
            if (value == UsualValue.UNUSUAL) {
                return false;
            }
            values[member.index()] = value;
        } while (json.past(','));
        return ends(json);
    }

    private static boolean ends(UsualJson json) {
        return json.past('}') && json.atEnd();
    }

    private boolean sealed(UsualJson json, byte @Nullable [][] sealed) {
        for (int i = 0; i < parts.length; i++) {
            byte[] text = (i == 0 || json.past(',')) && json.past(parts[i]) ? json.ascii() : null;
            if (text == null) {
                return false;
            }
            sealed[i] = text;
        }
        return json.past('}');
    }
}
