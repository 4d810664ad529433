package dev.kehu.platform.eventstore.axonserver;

import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.NodeInfo;
import io.axoniq.axonserver.grpc.control.PlatformInboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformInfo;
import io.axoniq.axonserver.grpc.control.PlatformOutboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformServiceGrpc.PlatformServiceImplBase;
import io.grpc.stub.StreamObserver;

/** Sends every client to the one server there is, and listens to what it says of itself. */
final class ScriptedPlatform extends PlatformServiceImplBase {
    private final ScriptedServer server;

    ScriptedPlatform(ScriptedServer server) {
        this.server = server;
    }

    @Override
    public void getPlatformServer(ClientIdentification who, StreamObserver<PlatformInfo> answer) {
        answer.onNext(
                PlatformInfo.newBuilder()
                        .setSameConnection(true)
                        .setPrimary(
                                NodeInfo.newBuilder()
                                        .setHostName("127.0.0.1")
                                        .setGrpcPort(server.port())
                                        .setNodeName("scripted"))
                        .build());
        answer.onCompleted();
    }

    @Override
    public StreamObserver<PlatformInboundInstruction> openStream(
            StreamObserver<PlatformOutboundInstruction> client) {
        return new Listening(client);
    }

    /** Hangs up when the client does. */
    private record Listening(StreamObserver<PlatformOutboundInstruction> client)
            implements StreamObserver<PlatformInboundInstruction> {
        @Override
        public void onNext(PlatformInboundInstruction said) {}

        @Override
        public void onError(Throwable gone) {}

        @Override
        public void onCompleted() {
            client.onCompleted();
        }
    }
}
