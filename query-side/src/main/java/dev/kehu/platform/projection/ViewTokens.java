package dev.kehu.platform.projection;

import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * A view's position as Axon's processor wants to see it. The position itself stands in the manifest
 * beside the documents and is written by the batch, after them; Axon asks to store its token before
 * the documents are flushed, so that call must not write anything. Every event reaches the batch,
 * therefore the batch's last event is the token. One process owns the store: claims live in memory.
 */
final class ViewTokens implements TokenStore {
    private static final int ONLY = 0;
    private final LiveView<?> view;
    private final String storeId;
    private boolean claimed;

    ViewTokens(LiveView<?> view, String storeId) {
        this.view = view;
        this.storeId = storeId;
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processor, int segment) {}

    @Override
    public synchronized @Nullable TrackingToken fetchToken(String processor, int segment) {
        claimed = true;
        long position = view.position();
        return position == 0 ? null : new GlobalSequenceTrackingToken(position);
    }

    @Override
    public void extendClaim(String processor, int segment) {}

    @Override
    public synchronized void releaseClaim(String processor, int segment) {
        claimed = false;
    }

    @Override
    public boolean requiresExplicitSegmentInitialization() {
        return true;
    }

    @Override
    public int[] fetchSegments(String processor) {
        return new int[] {ONLY};
    }

    /** The default would offer a segment that is already at work. */
    @Override
    public synchronized List<Segment> fetchAvailableSegments(String processor) {
        return claimed ? List.of() : List.of(Segment.ROOT_SEGMENT);
    }

    @Override
    public Optional<String> retrieveStorageIdentifier() {
        return Optional.of(storeId);
    }
}
