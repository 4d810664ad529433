package dev.kehu.platform.state;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The list of what is in quarantine now: ids and reasons only, the content stays sealed in history.
 */
@Component
public final class HeldDeliveries {
    private static final String COLUMNS =
            "select interaction, reason, waits_for, position, received_at from held ";

    private final StateDatabase state;

    /** Streams something waits for, or waited for since the start: asked for every new customer. */
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();

    HeldDeliveries(StateDatabase state) {
        this.state = state;
        after(0, Integer.MAX_VALUE).forEach(this::expect);
    }

    private void expect(Held delivery) {
        if (delivery.waitsFor() != null) {
            awaited.add(delivery.waitsFor());
        }
    }

    /** One delivery in quarantine. */
    public record Held(
            String id,
            String reason,
            @Nullable String waitsFor,
            long position,
            Instant receivedAt) {}

    /** Up to {@code limit} held after a position, oldest first. */
    public List<Held> after(long position, int limit) {
        return list(COLUMNS + "where position > ? order by position limit ?", position, limit);
    }

    /** Those that wait for this stream to begin, oldest first. */
    public List<Held> waitingFor(String stream) {
        return awaited.contains(stream)
                ? list(COLUMNS + "where waits_for = ? order by position", stream)
                : List.of();
    }

    /** Remembers a delivery, or its newer reason. */
    public void add(Held held) {
        expect(held);
        state.write(
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "insert into held(interaction, reason, waits_for, position,"
                                            + " received_at) values (?,?,?,?,?) on"
                                            + " conflict(interaction) do update set reason ="
                                            + " excluded.reason, waits_for ="
                                            + " excluded.waits_for, position ="
                                            + " excluded.position, received_at ="
                                            + " excluded.received_at")) {
                        insert.setString(1, held.id());
                        insert.setString(2, held.reason());
                        insert.setString(3, held.waitsFor());
                        insert.setLong(4, held.position());
                        insert.setLong(5, held.receivedAt().toEpochMilli());
                        return insert.executeUpdate();
                    }
                });
    }

    /** Forgets a delivery that was recorded or given up. */
    public void remove(String interaction) {
        state.write(
                connection -> {
                    try (PreparedStatement delete =
                            connection.prepareStatement("delete from held where interaction = ?")) {
                        delete.setString(1, interaction);
                        return delete.executeUpdate();
                    }
                });
    }

    private List<Held> list(String sql, Object... parameters) {
        return state.read(
                connection -> {
                    try (PreparedStatement select = connection.prepareStatement(sql)) {
                        for (int i = 0; i < parameters.length; i++) {
                            select.setObject(i + 1, parameters[i]);
                        }
                        try (ResultSet rows = select.executeQuery()) {
                            return read(rows);
                        }
                    }
                });
    }

    private static List<Held> read(ResultSet rows) throws SQLException {
        List<Held> found = new ArrayList<>();
        while (rows.next()) {
            found.add(
                    new Held(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getLong(4),
                            Instant.ofEpochMilli(rows.getLong(5))));
        }
        return found;
    }
}
