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
 * therefore the batch's last event is the token. One process owns the store and one processor the
 * view, so there is nothing to claim: the processor itself knows whether it is at work.
 */
final class ViewTokens implements TokenStore {
    private static final int ONLY = 0;
    private final LiveView<?> view;
    private final String storeId;

    ViewTokens(LiveView<?> view, String storeId) {
        this.view = view;
        this.storeId = storeId;
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processor, int segment) {}

    @Override
    public @Nullable TrackingToken fetchToken(String processor, int segment) {
        long position = view.position();
        return position == 0 ? null : new GlobalSequenceTrackingToken(position);
    }

    @Override
    public void extendClaim(String processor, int segment) {}

    @Override
    public void releaseClaim(String processor, int segment) {}

    @Override
    public boolean requiresExplicitSegmentInitialization() {
        return true;
    }

    @Override
    public int[] fetchSegments(String processor) {
        return new int[] {ONLY};
    }

    @Override
    public List<Segment> fetchAvailableSegments(String processor) {
        return List.of(Segment.ROOT_SEGMENT);
    }

    @Override
    public Optional<String> retrieveStorageIdentifier() {
        return Optional.of(storeId);
    }
}
