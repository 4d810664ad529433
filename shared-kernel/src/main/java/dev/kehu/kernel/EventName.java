package dev.kehu.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name an event, aggregate state or token is stored under: for ever, and free of packages and
 * class names.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventName {
    /** Stored name, lower case, {@code capability.past-tense-fact}. */
    String value();

    /** Stored revision of the shape, counted from one. */
    String revision() default "1";
}
