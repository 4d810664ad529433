package dev.kehu.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Locale;

/**
 * Marks an event component that is personal data: stored only as ciphertext under the subject's
 * key, and read as null once that key is erased. Never on a primitive, which could not read as
 * null.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Personal {
    Category value() default Category.OTHER;

    /** Parts that are sealed apart, so that one can be erased alone. */
    enum Category {
        /** How to reach a person: values of contact points. */
        CONTACT,
        /** What was said: summaries, content, tags, notes. */
        CONTENT,
        /** Everything else about a person: names, codes, origins. */
        OTHER;

        /** Its name in stored bytes, answers and commands: lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
