package dev.kehu.platform.serializer;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

import dev.kehu.audit.api.CalendarCommand;
import dev.kehu.audit.api.ConfidentialityCommand;
import dev.kehu.audit.api.ParkedStepCommand;
import dev.kehu.audit.api.ParkingCommand;
import dev.kehu.customer.api.CustomerCommand;
import dev.kehu.customer.api.CustomerReference;
import dev.kehu.interaction.api.InteractionCommand;
import dev.kehu.lifecycle.api.ImplementationCommand;
import dev.kehu.privacy.api.ConsentCommand;
import dev.kehu.privacy.api.ErasureRequestCommand;
import dev.kehu.privacy.api.PrivacyCommand;
import dev.kehu.privacy.api.RetentionCommand;
import dev.kehu.value.api.CustomerValueCommand;
import dev.kehu.value.api.ModelFitCommand;
import dev.kehu.value.api.ValueModelCommand;
import dev.kehu.value.api.ValuePolicyCommand;

import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Commands and their answers as plain JSON, on the way from one process to another; nothing is
 * sealed. Only the families of commands and the answers named are written or read: what comes over
 * a wire never chooses a class.
 */
public final class WireSerializer extends Jackson3Serializer {
    /**
     * The families of commands that may cross; a new family is added here, a new command of a
     * family is found by itself.
     */
    public static final List<Class<?>> FAMILIES =
            List.of(
                    CustomerCommand.class,
                    InteractionCommand.class,
                    CalendarCommand.class,
                    ValueModelCommand.class,
                    ModelFitCommand.class,
                    CustomerValueCommand.class,
                    ValuePolicyCommand.class);

    /**
     * Families that are carried out where they are sent: what follows is done to what that process
     * has parked, to the keys it holds, or by what it has measured.
     */
    public static final List<Class<?>> STAYING =
            List.of(
                    ParkingCommand.class,
                    ConfidentialityCommand.class,
                    ParkedStepCommand.class,
                    PrivacyCommand.class,
                    ErasureRequestCommand.class,
                    ConsentCommand.class,
                    RetentionCommand.class,
                    ImplementationCommand.class);

    private final Map<String, Class<?>> known = new HashMap<>();

    /**
     * @param answers what else may cross, besides commands
     */
    public WireSerializer(List<Class<?>> answers) {
        super(Jackson3Serializer.builder().jsonMapperBuilderCustomizer(WireSerializer::configure));
        answers.forEach(answer -> known.put(answer.getName(), answer));
        for (Class<?> family : FAMILIES) {
            for (Class<?> command : family.getPermittedSubclasses()) {
                if (command.isRecord()) {
                    known.put(command.getName(), command);
                }
            }
        }
    }

    private static void configure(JsonMapper.Builder json) {
        StoredJson.configure(json);
        for (Class<?> family : List.of(CustomerReference.class, InteractionCommand.class)) {
            json.addMixIn(family, Named.class);
            for (Class<?> one : family.getPermittedSubclasses()) {
                json.registerSubtypes(new NamedType(one, one.getSimpleName()));
            }
        }
    }

    /** A component of these families does not say by its place which of them it is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "_is")
    private interface Named {}

    /** Whether objects of this class may cross. */
    public boolean carries(Class<?> type) {
        return known.get(type.getName()) == type;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public SerializedType typeForClass(Class type) {
        SerializedType named = super.typeForClass(type);
        if (!SerializedType.isEmptyType(named) && !known.containsKey(named.getName())) {
            throw uncarried(named);
        }
        return named;
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        if (SerializedType.isEmptyType(type)) {
            return super.classForType(type);
        }
        Class<?> carried = known.get(type.getName());
        if (carried == null) {
            throw uncarried(type);
        }
        return carried;
    }

    private static SerializationException uncarried(SerializedType type) {
        return new SerializationException(type.getName() + " may not cross the wire");
    }
}
