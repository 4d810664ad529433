package dev.kehu.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.eventstore.forwarding.ForwardingLog;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class ForwardingLogTest {
    private final List<Method> asked = new ArrayList<>();
    private final EventLog log =
            new ForwardingLog(
                    (EventLog)
                            Proxy.newProxyInstance(
                                    EventLog.class.getClassLoader(),
                                    new Class<?>[] {EventLog.class},
                                    (proxy, method, arguments) -> {
                                        asked.add(method);
                                        return nothing(method.getReturnType());
                                    })) {};

    /** Null, zero or false, as the type has it. */
    private static @Nullable Object nothing(Class<?> type) {
        return type == void.class ? null : Array.get(Array.newInstance(type, 1), 0);
    }

    @Test
    void passesEverythingOnThatALogCanDo() {
        assertThat(EventLog.class.getDeclaredMethods())
                .filteredOn(
                        method ->
                                !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .allSatisfy(
                        method -> {
                            asked.clear();
                            method.invoke(
                                    log,
                                    Arrays.stream(method.getParameterTypes())
                                            .map(ForwardingLogTest::nothing)
                                            .toArray());
                            assertThat(asked).containsExactly(method);
                        });
    }
}
