package dev.kehu.privacy.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadableTest {
    private static final int MANY = 50_000;

    @Test
    void looksForNoMoreThanFitsInMemory() {
        Readable values = new Readable();
        for (int i = 0; i < MANY; i++) {
            values.texts(i + " " + "said much ".repeat(100));
            values.names("Name " + i);
        }
        assertThat(values.full()).isTrue();
        assertThat(values.all()).hasSize(Readable.MOST_NAMES + Readable.MOST_TEXTS);
        assertThat(values.all()).allMatch(value -> value.length() <= Readable.LONGEST);
    }
}
