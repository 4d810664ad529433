package dev.kehu.platform.querybus.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.querybus.axonserver.Node.GetStanding;
import dev.kehu.platform.querybus.axonserver.Node.Standing;

import org.axonframework.messaging.responsetypes.InstanceResponseType;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

class QuestionJsonTest {
    private final QuestionJson json = new QuestionJson();

    private Object read(Class<?> type, String text) {
        return json.deserialize(
                new SimpleSerializedObject<>(
                        text.getBytes(StandardCharsets.UTF_8), byte[].class, type.getName(), null));
    }

    @Test
    void whatCrossesIsTheSameAfterwards() {
        assertThat(json.carries(GetStanding.class, Standing.class)).isTrue();
        Standing standing = new Standing("one", 2, new BigDecimal("12.50"), Instant.EPOCH);
        Object crossed = json.deserialize(json.serialize(standing, byte[].class));
        assertThat(crossed).isEqualTo(standing);
        Object asked = ResponseTypes.instanceOf(Standing.class);
        Object crossedType = json.deserialize(json.serialize(asked, byte[].class));
        assertThat(crossedType).isEqualTo(asked);
    }

    @Test
    void onlyAQuestionWithItsOwnAnswerIsCarried() {
        assertThat(json.carries(GetStanding.class, String.class)).isFalse();
        assertThat(json.carries(String.class, Standing.class)).isFalse();
        assertThatThrownBy(() -> json.serialize("hello", byte[].class))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void whatComesOverTheWireChoosesNoClass() {
        assertThatThrownBy(() -> read(Standing.class, "{}"))
                .as("not asked and not answered here")
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(
                        () ->
                                read(
                                        InstanceResponseType.class,
                                        "{\"expectedResponseType\":\"java.lang.Runtime\"}"))
                .as("the type of an answer")
                .hasStackTraceContaining("may not cross");
    }
}
