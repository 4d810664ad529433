package dev.kehu.platform.memory;

import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.privacy.api.RetentionId;

import org.springframework.beans.factory.config.BeanPostProcessor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells which streams were read from the store. */
public final class Reads implements BeanPostProcessor {
    private static final Set<String> READS = Set.of("readTail", "readStream", "at", "lastSeq");

    /** A process reads it on a thread of its own as soon as the program has started. */
    private static final String LOOKED_AT_FROM_THE_START = RetentionId.FIRM.value();

    private final List<String> told = new CopyOnWriteArrayList<>();

    public List<String> during(Callable<?> action) throws Exception {
        told.clear();
        action.call();
        return new ArrayList<>(told);
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        return bean instanceof EventLog log ? counting(log) : bean;
    }

    EventLog counting(EventLog log) {
        return (EventLog)
                Proxy.newProxyInstance(
                        EventLog.class.getClassLoader(),
                        new Class<?>[] {EventLog.class},
                        (proxy, method, arguments) -> {
                            if (READS.contains(method.getName())
                                    && !arguments[0].equals(LOOKED_AT_FROM_THE_START)) {
                                told.add(method.getName() + ' ' + arguments[0]);
                            }
                            try {
                                return method.invoke(log, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
