package dev.kehu.platform.state.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.datadir.StateElsewhere;
import dev.kehu.platform.state.Place;
import dev.kehu.platform.state.Sql;
import dev.kehu.platform.state.StateDatabase;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** State goes over once, whole, and whenever its move is cut off it is in one place. */
class StateMoveTest {
    private static final List<String> TABLES =
            List.of(
                    "account",
                    "token",
                    "held",
                    "outbox",
                    "parked",
                    "deadline",
                    "saga",
                    "association",
                    "erasure",
                    "contact_person");

    private DataDirectory data;
    private StateDatabase target;

    @BeforeEach
    void open(@TempDir Path directory) {
        data = DataDirectory.open(directory.resolve("data"));
        target = Place.inPostgres().open();
    }

    @AfterEach
    void close() {
        target.close();
        data.close();
    }

    private Path file() {
        return data.file("state.db");
    }

    /** A row in every table, and numbers that were used and are no more. */
    private void used() {
        try (StateDatabase state = StateDatabase.open(data)) {
            for (String sql :
                    List.of(
                            "insert into account values ('ada', 'ADMIN', 'hash')",
                            "insert into token values ('p', 0, 7, null), ('q', 1, 8, '9')",
                            "insert into held values ('i', 'why', null, 3, 4)",
                            "insert into outbox values (5, 'p', 's', 'one', 'c', '{\"é\":1}', 1)",
                            "insert into outbox values (9, 'p', 's', 'two', 'c', '{}', 0)",
                            "delete from outbox where id = 9",
                            "insert into parked values (3, 'p', 's', 'command', 0, '5', 'x', 1, 2)",
                            "insert into deadline values ('s', 'end', 'p', 12)",
                            "insert into saga values ('s', 'w', 1, '{}', '{}', 7)",
                            "insert into association values ('w', 'k', 's')",
                            "insert into erasure values ('e', 2)",
                            "insert into contact_person values ('c', 'd')")) {
                state.write(c -> Sql.change(c, sql));
            }
        }
    }

    private static List<String> rows(StateDatabase state, String table) {
        return state.read(
                c ->
                        Sql.list(
                                c,
                                "select * from " + table + " order by 1, 2",
                                row -> {
                                    StringBuilder text = new StringBuilder();
                                    int columns = row.getMetaData().getColumnCount();
                                    for (int i = 1; i <= columns; i++) {
                                        text.append(row.getString(i)).append('|');
                                    }
                                    return text.toString();
                                }));
    }

    private static List<List<String>> all(StateDatabase state) {
        return TABLES.stream().map(table -> rows(state, table)).toList();
    }

    private List<List<String>> inTheFile() {
        try (StateDatabase state = StateDatabase.open(data)) {
            return all(state);
        }
    }

    private void move() {
        new StateMove(data, target).run();
    }

    @Test
    void takesEverythingAlong() {
        used();
        List<List<String>> before = inTheFile();
        assertThat(before).noneMatch(List::isEmpty);
        move();
        assertThat(all(target)).isEqualTo(before);
        assertThat(file()).doesNotExist();
        assertThat(data.file(StateMove.LEFT)).isRegularFile();
        assertThat(new StateElsewhere(data.root()).isMarked()).isTrue();
        move();
        assertThat(all(target)).isEqualTo(before);
    }

    @Test
    void givesNoNumberASecondTime() {
        used();
        move();
        target.write(
                c ->
                        Sql.change(
                                c,
                                "insert into outbox(processor, owner, step, command, body, parked)"
                                        + " values ('p', 's', 'three', 'c', '{}', 0)"));
        assertThat(rows(target, "outbox")).last().asString().startsWith("10|");
    }

    @Test
    void beginsAnewWhereThereIsNothing() {
        move();
        assertThat(all(target)).allMatch(List::isEmpty);
        assertThat(new StateElsewhere(data.root()).isMarked()).isTrue();
    }

    @Test
    void goesOnWhereOnlyTheDirectoryWasMarked() {
        used();
        List<List<String>> before = inTheFile();
        new StateElsewhere(data.root()).mark();
        move();
        assertThat(all(target)).isEqualTo(before);
        assertThat(file()).doesNotExist();
    }

    @Test
    void takesNothingOverASecondTimeWhereOnlyTheFileWasLeft() throws Exception {
        used();
        move();
        target.write(c -> Sql.change(c, "update token set position = 100"));
        List<List<String>> later = all(target);
        Files.move(data.file(StateMove.LEFT), file());
        move();
        assertThat(all(target)).isEqualTo(later);
        assertThat(file()).doesNotExist();
    }

    @Test
    void leavesAllInTheFileWhereTheDatabaseFailsInTheMiddle() {
        used();
        List<List<String>> before = inTheFile();
        try (StateDatabase file = StateDatabase.open(data)) {
            file.write(c -> Sql.change(c, "alter table contact_person add column more text"));
        }
        assertThatThrownBy(this::move).isInstanceOf(IllegalStateException.class);
        assertThat(all(target)).allMatch(List::isEmpty);
        try (StateDatabase file = StateDatabase.open(data)) {
            file.write(c -> Sql.change(c, "alter table contact_person drop column more"));
        }
        assertThat(inTheFile()).isEqualTo(before);
        move();
        assertThat(all(target)).isEqualTo(before);
    }

    @Test
    void refusesToChooseBetweenTwo() {
        used();
        target.write(c -> Sql.change(c, "insert into account values ('bob', 'ADMIN', 'hash')"));
        assertThatThrownBy(this::move)
                .isInstanceOfSatisfying(
                        DataDirectoryRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo("state.twice"));
        assertThat(file()).isRegularFile();
        assertThat(new StateElsewhere(data.root()).isMarked()).isFalse();
    }
}
