package dev.kehu.platform.state;

import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.MergedTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;

/**
 * Tokens of processors whose work lives in state, so that work and token are written in one
 * transaction. Claims live in memory: the data directory belongs to one process.
 */
public final class StateTokenStore implements TokenStore {
    private final State state;
    private final String storageId;
    private final Set<String> claimed = ConcurrentHashMap.newKeySet();
    private final List<ObjLongConsumer<String>> followers = new CopyOnWriteArrayList<>();

    public StateTokenStore(State state, String storageId) {
        this.state = state;
        this.storageId = storageId;
    }

    /** The newest position any processor has reached. */
    public long furthest() {
        return state.read(
                connection -> {
                    try (PreparedStatement select =
                                    connection.prepareStatement(
                                            "select coalesce(max(position), 0) from token");
                            ResultSet row = select.executeQuery()) {
                        return row.next() ? row.getLong(1) : 0L;
                    }
                });
    }

    /** Everything up to here a processor has handled. */
    public long reached(String processor) {
        return state.read(
                c ->
                        Sql.list(
                                        c,
                                        "select coalesce(min(position), 0) from token where"
                                                + " processor = ?",
                                        row -> row.getLong(1),
                                        processor)
                                .getFirst());
    }

    /** Told which processor stands where, after each commit that moved it. */
    public void onMoved(ObjLongConsumer<String> follower) {
        followers.add(follower);
    }

    @Override
    public void initializeTokenSegments(String processor, int count) {
        initializeTokenSegments(processor, count, null);
    }

    @Override
    public void initializeTokenSegments(
            String processor, int count, @Nullable TrackingToken first) {
        for (int segment = 0; segment < count; segment++) {
            initializeSegment(first, processor, segment);
        }
    }

    @Override
    public void initializeSegment(@Nullable TrackingToken first, String processor, int segment) {
        storeToken(first, processor, segment);
    }

    @Override
    public boolean requiresExplicitSegmentInitialization() {
        return true;
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processor, int segment) {
        long position = position(token);
        OptionalLong at = reset(token);
        String reset = at.isPresent() ? String.valueOf(at.getAsLong()) : null;
        state.write(
                connection -> {
                    state.afterCommit(
                            () -> followers.forEach(it -> it.accept(processor, position)));
                    try (PreparedStatement upsert =
                            connection.prepareStatement(
                                    "insert into token(processor, segment, position, detail) values"
                                            + " (?,?,?,?) on conflict(processor, segment) do update"
                                            + " set position = excluded.position, detail ="
                                            + " excluded.detail")) {
                        upsert.setString(1, processor);
                        upsert.setInt(2, segment);
                        upsert.setLong(3, position);
                        upsert.setString(4, reset);
                        return upsert.executeUpdate();
                    }
                });
    }

    /** Of two merged segments the one that is behind counts, which may not have begun. */
    private static long position(@Nullable TrackingToken token) {
        return switch (token) {
            case null -> 0;
            case MergedTrackingToken merged ->
                    Math.min(
                            position(merged.lowerSegmentToken()),
                            position(merged.upperSegmentToken()));
            case ReplayToken replay -> position(replay.getCurrentToken());
            default -> token.position().orElse(0);
        };
    }

    /** Where the replay was asked for; of two merged segments the later one, so no half acts. */
    private static OptionalLong reset(@Nullable TrackingToken token) {
        return switch (token) {
            case ReplayToken replay -> OptionalLong.of(position(replay.getTokenAtReset()));
            case MergedTrackingToken merged ->
                    Stream.of(merged.lowerSegmentToken(), merged.upperSegmentToken())
                            .map(StateTokenStore::reset)
                            .flatMapToLong(OptionalLong::stream)
                            .max();
            case null, default -> OptionalLong.empty();
        };
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processor, int segment) {
        Optional<Place> place = place(processor, segment);
        if (place.isEmpty()) {
            throw new UnableToClaimTokenException("No segment " + segment + " of " + processor);
        }
        claimed.add(processor + '/' + segment);
        return place.get().token();
    }

    /** A row: the position, and the one at which a replay that still goes on was asked for. */
    private record Place(long position, @Nullable String reset) {
        @Nullable TrackingToken token() {
            TrackingToken at = position == 0 ? null : new GlobalSequenceTrackingToken(position);
            return reset == null
                    ? at
                    : ReplayToken.createReplayToken(
                            new GlobalSequenceTrackingToken(Long.parseLong(reset)), at);
        }
    }

    private Optional<Place> place(String processor, int segment) {
        return state.read(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select position, detail from token where processor = ? and"
                                            + " segment = ?")) {
                        select.setString(1, processor);
                        select.setInt(2, segment);
                        try (ResultSet row = select.executeQuery()) {
                            return row.next()
                                    ? Optional.of(new Place(row.getLong(1), row.getString(2)))
                                    : Optional.<Place>empty();
                        }
                    }
                });
    }

    @Override
    public void extendClaim(String processor, int segment) {
        if (!claimed.contains(processor + '/' + segment)) {
            throw new UnableToClaimTokenException(
                    "Segment " + segment + " of " + processor + " is not claimed");
        }
    }

    @Override
    public void releaseClaim(String processor, int segment) {
        claimed.remove(processor + '/' + segment);
    }

    @Override
    public void deleteToken(String processor, int segment) {
        state.write(connection -> delete(connection, processor, segment));
        releaseClaim(processor, segment);
    }

    private static int delete(Connection connection, String processor, int segment)
            throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "delete from token where processor = ? and segment = ?")) {
            delete.setString(1, processor);
            delete.setInt(2, segment);
            return delete.executeUpdate();
        }
    }

    @Override
    public int[] fetchSegments(String processor) {
        List<Integer> segments =
                state.read(
                        connection -> {
                            List<Integer> found = new ArrayList<>();
                            try (PreparedStatement select =
                                    connection.prepareStatement(
                                            "select segment from token where processor = ? order by"
                                                    + " segment")) {
                                select.setString(1, processor);
                                try (ResultSet rows = select.executeQuery()) {
                                    while (rows.next()) {
                                        found.add(rows.getInt(1));
                                    }
                                }
                            }
                            return found;
                        });
        return segments.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * All there are: claims of its own process never keep a processor out, which itself knows what
     * it is at work on. A reset claims every segment and releases none.
     */
    @Override
    public List<Segment> fetchAvailableSegments(String processor) {
        int[] segments = fetchSegments(processor);
        return Arrays.stream(segments)
                .mapToObj(segment -> Segment.computeSegment(segment, segments))
                .toList();
    }

    @Override
    public Optional<String> retrieveStorageIdentifier() {
        return Optional.of(storageId);
    }
}
