package dev.kehu.platform.eventstore.axonserver;

import dev.kehu.platform.datadir.DataDirectoryRefused;

import io.axoniq.axonserver.connector.impl.Headers;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.PlatformServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;

import java.util.concurrent.TimeUnit;

/**
 * Asks each server once before the connector does: that one goes on trying in the background, and a
 * refused token looks to its callers like a server that is away.
 */
final class Probe {
    private final Address address;
    private final Limits limits;

    private Probe(Address address, Limits limits) {
        this.address = address;
        this.limits = limits;
    }

    /**
     * @throws DataDirectoryRefused when none of the servers takes this client
     */
    static void look(Address address, Limits limits) {
        Probe probe = new Probe(address, limits);
        boolean refused = false;
        for (String server : address.servers()) {
            Status.Code answer = probe.ask(server);
            if (answer == Status.Code.OK) {
                return;
            }
            refused |=
                    answer == Status.Code.PERMISSION_DENIED
                            || answer == Status.Code.UNAUTHENTICATED;
        }
        throw refused
                ? new DataDirectoryRefused(
                        "axonserver.token-refused",
                        "Axon Server (%s) refuses the token; set kehu.axonserver.token to one that may read and write this context."
                                .formatted(address))
                : new DataDirectoryRefused(
                        "axonserver.unreachable",
                        "No Axon Server answers (%s); start it, or mend kehu.axonserver.servers."
                                .formatted(address));
    }

    private Status.Code ask(String server) {
        ServerAddress place = Server.address(server);
        ManagedChannel channel =
                ManagedChannelBuilder.forAddress(place.getHostName(), place.getGrpcPort())
                        .usePlaintext()
                        .build();
        try {
            PlatformServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers()))
                    .withDeadlineAfter(limits.connect().toMillis(), TimeUnit.MILLISECONDS)
                    .getPlatformServer(
                            ClientIdentification.newBuilder()
                                    .setClientId(address.client())
                                    .setComponentName(address.component())
                                    .build());
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        } finally {
            channel.shutdownNow();
        }
    }

    private Metadata headers() {
        Metadata headers = new Metadata();
        headers.put(Headers.CONTEXT, address.context());
        if (!address.token().isEmpty()) {
            headers.put(Headers.ACCESS_TOKEN, address.token());
        }
        return headers;
    }
}
