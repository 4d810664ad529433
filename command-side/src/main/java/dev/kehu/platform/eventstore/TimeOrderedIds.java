package dev.kehu.platform.eventstore;

import com.github.f4b6a3.uuid.UuidCreator;

import org.axonframework.common.IdentifierFactory;

/**
 * Gives Axon's messages time-ordered ids (UUID version 7); found by Axon through the service
 * loader.
 */
public final class TimeOrderedIds extends IdentifierFactory {
    @Override
    public String generateIdentifier() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}
