package dev.kehu.platform.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.sql.DriverManager;

class PostgresTablesTest {
    private static final String PASSWORD = "s3cret";

    /** Of some of them the driver's own message quotes all there is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgres://127.0.0.1:1/tables?user=u&password=",
                "jdbc:postgresql://127.0.0.1:x/tables?user=u&password=",
                "jdbc:postgresql://127.0.0.1:1/tables?user=u&password="
            })
    void tellNobodyThePasswordInAUrl(String url) {
        Throwable failure = catchThrowable(() -> DriverManager.getConnection(url + PASSWORD));
        assertThat(PostgresTables.said(failure)).isNotEmpty().doesNotContain(PASSWORD);
    }

    private static String read(String text, int at) throws IOException {
        StringBuilder read = new StringBuilder();
        char[] some = new char[at + 1];
        try (Reader reader = new WithoutNul(new StringReader(text))) {
            for (int n; (n = reader.read(some, 1, at)) >= 0; ) read.append(some, 1, n);
        }
        return read.toString();
    }

    @Test
    void sendNoNul() throws IOException {
        for (String text : new String[] {"", "\0", "\0\0\0a", "a\0b\0\0", "1,\"A\0\",\n2,B,\0"})
            for (int at = 1; at < 5; at++)
                assertThat(read(text, at)).isEqualTo(text.replace("\0", ""));
        try (Reader reader = new WithoutNul(new StringReader("\0\0a"))) {
            assertThat(reader.read()).isEqualTo('a');
            assertThat(reader.read()).isEqualTo(-1);
        }
    }
}
