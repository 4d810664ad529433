package dev.kehu.platform.eventstore.axonserver;

import io.axoniq.axonserver.grpc.ErrorMessage;
import io.axoniq.axonserver.grpc.InstructionAck;
import io.axoniq.axonserver.grpc.ProcessingInstruction;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandProviderInbound;
import io.axoniq.axonserver.grpc.command.CommandProviderOutbound;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.axoniq.axonserver.grpc.command.CommandServiceGrpc.CommandServiceImplBase;
import io.axoniq.axonserver.grpc.command.CommandSubscription;
import io.grpc.stub.StreamObserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The commands' half of the protocol: each command goes to one of the clients that subscribed to
 * it, always the same one for a routing key while they stay the same; a client that goes leaves its
 * commands answered with a lost connection.
 */
public final class ScriptedCommands extends CommandServiceImplBase {
    private final Map<String, Client> clients = new TreeMap<>();
    private final List<Routed> routed = new CopyOnWriteArrayList<>();
    private final AtomicInteger untaken = new AtomicInteger();
    private volatile Function<String, String> chosen = key -> "";

    /** Sends all commands to this client, as long as it is there. */
    public void routeTo(String client) {
        chosen = key -> client;
    }

    /** How often nobody took a command. */
    public int untaken() {
        return untaken.get();
    }

    private record Routed(String client, Command command) {}

    /** Commands that were sent to a client, as they crossed. */
    public List<Command> routed(String client) {
        return routed.stream().filter(it -> it.client.equals(client)).map(Routed::command).toList();
    }

    /** Clients that take commands of a class. */
    public synchronized List<String> takers(Class<?> command) {
        return takersOf(command.getName()).stream().map(client -> client.id).toList();
    }

    /** As when the process of a client dies. */
    public void hangUp(String client) {
        Client gone;
        synchronized (this) {
            gone = clients.remove(client);
        }
        gone.lost();
    }

    @Override
    public void dispatch(Command command, StreamObserver<CommandResponse> sender) {
        Client taker = taker(command);
        if (taker == null) {
            untaken.incrementAndGet();
            failed(command, sender, "AXONIQ-4000", "No Handler for command: " + command.getName());
        } else {
            routed.add(new Routed(taker.id, command));
            taker.take(command, sender);
        }
    }

    private synchronized Client taker(Command command) {
        List<Client> takers = takersOf(command.getName());
        if (takers.isEmpty()) {
            return null;
        }
        String key = key(command);
        return takers.stream()
                .filter(client -> client.id.equals(chosen.apply(key)))
                .findFirst()
                .orElse(takers.get(Math.floorMod(key.hashCode(), takers.size())));
    }

    public static String key(Command command) {
        return command.getProcessingInstructionsList().stream()
                .filter(it -> it.getKey() == ProcessingKey.ROUTING_KEY)
                .map(ProcessingInstruction::getValue)
                .findFirst()
                .orElseThrow()
                .getTextValue();
    }

    private List<Client> takersOf(String command) {
        List<Client> takers = new ArrayList<>();
        clients.values().stream().filter(it -> it.takes.contains(command)).forEach(takers::add);
        return takers;
    }

    private static void failed(
            Command command, StreamObserver<CommandResponse> sender, String code, String why) {
        sender.onNext(
                CommandResponse.newBuilder()
                        .setRequestIdentifier(command.getMessageIdentifier())
                        .setErrorCode(code)
                        .setErrorMessage(ErrorMessage.newBuilder().setMessage(why))
                        .build());
        sender.onCompleted();
    }

    @Override
    public StreamObserver<CommandProviderOutbound> openStream(
            StreamObserver<CommandProviderInbound> client) {
        return new Client(client);
    }

    private record Waiting(Command command, StreamObserver<CommandResponse> sender) {}

    private final class Client implements StreamObserver<CommandProviderOutbound> {
        private final StreamObserver<CommandProviderInbound> stream;
        private final Set<String> takes = ConcurrentHashMap.newKeySet();
        private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
        private volatile String id = "";

        Client(StreamObserver<CommandProviderInbound> stream) {
            this.stream = stream;
        }

        void take(Command command, StreamObserver<CommandResponse> sender) {
            waiting.put(command.getMessageIdentifier(), new Waiting(command, sender));
            say(CommandProviderInbound.newBuilder().setCommand(command).build());
        }

        private synchronized void say(CommandProviderInbound message) {
            stream.onNext(message);
        }

        @Override
        public void onNext(CommandProviderOutbound said) {
            switch (said.getRequestCase()) {
                case SUBSCRIBE -> subscribed(said.getSubscribe());
                case UNSUBSCRIBE -> takes.remove(said.getUnsubscribe().getCommand());
                case COMMAND_RESPONSE -> answered(said.getCommandResponse());
                default -> {}
            }
            if (!said.getInstructionId().isEmpty()) {
                say(
                        CommandProviderInbound.newBuilder()
                                .setAck(
                                        InstructionAck.newBuilder()
                                                .setInstructionId(said.getInstructionId())
                                                .setSuccess(true))
                                .build());
            }
        }

        private void subscribed(CommandSubscription subscription) {
            id = subscription.getClientId();
            takes.add(subscription.getCommand());
            synchronized (ScriptedCommands.this) {
                clients.put(id, this);
            }
        }

        private void answered(CommandResponse response) {
            Waiting asked = waiting.remove(response.getRequestIdentifier());
            if (asked != null) {
                asked.sender.onNext(response);
                asked.sender.onCompleted();
            }
        }

        void lost() {
            synchronized (ScriptedCommands.this) {
                clients.remove(id, this);
            }
            List.copyOf(waiting.values())
                    .forEach(
                            it ->
                                    failed(
                                            it.command,
                                            it.sender,
                                            "AXONIQ-4003",
                                            "Connection lost while executing command on: " + id));
            waiting.clear();
        }

        @Override
        public void onError(Throwable gone) {
            lost();
        }

        @Override
        public void onCompleted() {
            lost();
            stream.onCompleted();
        }
    }
}
