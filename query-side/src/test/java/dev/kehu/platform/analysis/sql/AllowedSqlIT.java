package dev.kehu.platform.analysis.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.analysis.duckdb.CopyFile;
import dev.kehu.platform.analysis.duckdb.DuckLibrary;
import dev.kehu.platform.analysis.duckdb.Limits;
import dev.kehu.platform.analysis.duckdb.Table;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Our own list alone: what it lets through, DuckDB might refuse today and answer tomorrow. */
class AllowedSqlIT {
    private static final String HOSTILE = "/dev/kehu/customer/view/columns/hostile.sql";
    private static final List<Column> COLUMNS =
            List.of(
                    new Column("position", "BIGINT", ""),
                    new Column("occurred_at", "TIMESTAMP", ""),
                    new Column("recorded_at", "TIMESTAMP", ""));

    @TempDir static Path folder;

    private static CopyFile copy;
    private static Connection connection;
    private static AllowedSql allowed;

    @BeforeAll
    static void open() throws SQLException, IOException {
        copy =
                CopyFile.open(
                        DuckLibrary.in(Path.of("target", "native").toAbsolutePath()),
                        new CopyFile.Folder(folder),
                        List.of(
                                Table.ofRows("interactions", "", COLUMNS),
                                Table.ofRows("customers", "", COLUMNS)),
                        new Limits("128MB", 1, Duration.ofSeconds(3), 10, 10, 1),
                        new CopyFile.Mark("story", "", 0, ""));
        connection = copy.connect();
        allowed = new AllowedSql(copy.tables(), copy.taken());
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        copy.close();
    }

    static List<String> hostile() throws IOException {
        try (InputStream list = AllowedSqlIT.class.getResourceAsStream(HOSTILE)) {
            String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().skip(1).toList();
        }
    }

    private static void check(String sql) throws SQLException {
        AllowedSql.measure(sql);
        allowed.check(Asking.tree(connection, sql));
        allowed.check(Asking.tree(connection, Asking.text(sql, 1)));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refuses(String sql) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> check(sql));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo("sql.refused");
    }
}
