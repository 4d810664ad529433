package dev.kehu.disclosure;

import java.util.function.Consumer;

/** One kind of what is known about a person; every bean of this type is in the archive. */
public interface Part {
    /** Name of the file, without ending; files stand in the order of the beans. */
    String name();

    /** Heading on the readable page. */
    String title();

    /** Tells record after record, what JSON can hold; nothing about anybody else. */
    void tell(Whom whom, Consumer<Object> record);
}
