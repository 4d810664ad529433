package dev.kehu.platform.eventstore.axonserver;

import io.axoniq.axonserver.grpc.ErrorMessage;
import io.axoniq.axonserver.grpc.InstructionAck;
import io.axoniq.axonserver.grpc.query.QueryProviderInbound;
import io.axoniq.axonserver.grpc.query.QueryProviderOutbound;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.QueryServiceGrpc.QueryServiceImplBase;
import io.axoniq.axonserver.grpc.query.QuerySubscription;
import io.axoniq.axonserver.grpc.query.SubscriptionQuery;
import io.axoniq.axonserver.grpc.query.SubscriptionQueryRequest;
import io.axoniq.axonserver.grpc.query.SubscriptionQueryResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The queries' half of the protocol: a query goes to one client that answers such queries, a
 * subscription to one, too; a client that goes leaves its queries answered with a lost connection.
 */
public final class ScriptedQueries extends QueryServiceImplBase {
    private final Map<String, Client> clients = new TreeMap<>();
    private final List<Routed> routed = new CopyOnWriteArrayList<>();
    private volatile String chosen = "";

    /** Asks this client, as long as it is there. */
    public void routeTo(String client) {
        chosen = client;
    }

    private record Routed(String client, QueryRequest query) {}

    /** Queries that were sent to a client, as they crossed. */
    public List<QueryRequest> routed(String client) {
        return routed.stream().filter(it -> it.client.equals(client)).map(Routed::query).toList();
    }

    /** Clients that answer queries of a class. */
    public synchronized List<String> takers(Class<?> query) {
        return clients.values().stream()
                .filter(client -> client.takes.contains(query.getName()))
                .map(client -> client.id)
                .toList();
    }

    /** As when the process of a client dies. */
    public void hangUp(String client) {
        Client gone;
        synchronized (this) {
            gone = clients.remove(client);
        }
        gone.lost();
    }

    /** Subscriptions that are open at a client. */
    public int watched(String client) {
        synchronized (this) {
            Client one = clients.get(client);
            return one == null ? 0 : one.watchers.size();
        }
    }

    private synchronized Client taker(QueryRequest query) {
        Client wanted = clients.get(chosen);
        if (wanted != null && wanted.takes.contains(query.getQuery())) {
            return wanted;
        }
        return clients.values().stream()
                .filter(client -> client.takes.contains(query.getQuery()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void query(QueryRequest query, StreamObserver<QueryResponse> asker) {
        Client taker = taker(query);
        ((ServerCallStreamObserver<QueryResponse>) asker).setOnCancelHandler(() -> {});
        if (taker == null) {
            asker.onNext(failed(query, "AXONIQ-5000", "No handler for query: " + query.getQuery()));
            asker.onCompleted();
        } else {
            routed.add(new Routed(taker.id, query));
            taker.take(query, asker);
        }
    }

    private static QueryResponse failed(QueryRequest query, String code, String why) {
        return QueryResponse.newBuilder()
                .setRequestIdentifier(query.getMessageIdentifier())
                .setErrorCode(code)
                .setErrorMessage(ErrorMessage.newBuilder().setMessage(why))
                .build();
    }

    @Override
    public StreamObserver<SubscriptionQueryRequest> subscription(
            StreamObserver<SubscriptionQueryResponse> watcher) {
        ((ServerCallStreamObserver<SubscriptionQueryResponse>) watcher)
                .setOnCancelHandler(() -> {});
        return new Watching(watcher);
    }

    /** One who watches; what is asked of it goes to the client that answers. */
    @SuppressWarnings("deprecation") // the connector asks for first answers in the old way
    private final class Watching implements StreamObserver<SubscriptionQueryRequest> {
        private final StreamObserver<SubscriptionQueryResponse> watcher;
        private volatile Client taker;
        private volatile SubscriptionQuery asked;

        Watching(StreamObserver<SubscriptionQueryResponse> watcher) {
            this.watcher = watcher;
        }

        @Override
        public void onNext(SubscriptionQueryRequest said) {
            switch (said.getRequestCase()) {
                case SUBSCRIBE -> {
                    asked = said.getSubscribe();
                    taker = taker(asked.getQueryRequest());
                    if (taker != null) {
                        taker.watchers.put(asked.getSubscriptionIdentifier(), this);
                        taker.ask(said);
                    }
                }
                case GET_INITIAL_RESULT -> first(said);
                default -> {}
            }
        }

        private void first(SubscriptionQueryRequest said) {
            if (taker == null) {
                QueryRequest query = said.getGetInitialResult().getQueryRequest();
                tell(
                        SubscriptionQueryResponse.newBuilder()
                                .setSubscriptionIdentifier(query.getMessageIdentifier())
                                .setInitialResult(
                                        failed(query, "AXONIQ-5000", "No handler for query"))
                                .build());
            } else {
                routed.add(new Routed(taker.id, said.getGetInitialResult().getQueryRequest()));
                taker.ask(said);
            }
        }

        synchronized void tell(SubscriptionQueryResponse response) {
            watcher.onNext(response);
        }

        synchronized void end() {
            watcher.onCompleted();
        }

        private void left() {
            if (taker != null && taker.watchers.values().remove(this)) {
                taker.ask(SubscriptionQueryRequest.newBuilder().setUnsubscribe(asked).build());
            }
        }

        @Override
        public void onError(Throwable gone) {
            left();
        }

        @Override
        public void onCompleted() {
            left();
            end();
        }
    }

    @Override
    public StreamObserver<QueryProviderOutbound> openStream(
            StreamObserver<QueryProviderInbound> client) {
        return new Client(client);
    }

    private record Waiting(QueryRequest query, StreamObserver<QueryResponse> asker) {}

    private final class Client implements StreamObserver<QueryProviderOutbound> {
        private final StreamObserver<QueryProviderInbound> stream;
        private final Set<String> takes = ConcurrentHashMap.newKeySet();
        private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
        private final Map<String, Watching> watchers = new ConcurrentHashMap<>();
        private volatile String id = "";

        Client(StreamObserver<QueryProviderInbound> stream) {
            this.stream = stream;
        }

        void take(QueryRequest query, StreamObserver<QueryResponse> asker) {
            waiting.put(query.getMessageIdentifier(), new Waiting(query, asker));
            say(QueryProviderInbound.newBuilder().setQuery(query).build());
        }

        void ask(SubscriptionQueryRequest request) {
            say(QueryProviderInbound.newBuilder().setSubscriptionQueryRequest(request).build());
        }

        private synchronized void say(QueryProviderInbound message) {
            stream.onNext(message);
        }

        @Override
        public void onNext(QueryProviderOutbound said) {
            switch (said.getRequestCase()) {
                case SUBSCRIBE -> subscribed(said.getSubscribe());
                case UNSUBSCRIBE -> takes.remove(said.getUnsubscribe().getQuery());
                case QUERY_RESPONSE -> answered(said.getQueryResponse());
                case QUERY_COMPLETE -> completed(said.getQueryComplete().getRequestId());
                case SUBSCRIPTION_QUERY_RESPONSE -> told(said.getSubscriptionQueryResponse());
                default -> {}
            }
            if (!said.getInstructionId().isEmpty()) {
                InstructionAck.Builder heard =
                        InstructionAck.newBuilder()
                                .setInstructionId(said.getInstructionId())
                                .setSuccess(true);
                say(QueryProviderInbound.newBuilder().setAck(heard).build());
            }
        }

        private void subscribed(QuerySubscription subscription) {
            synchronized (ScriptedQueries.this) {
                id = subscription.getClientId();
                takes.add(subscription.getQuery());
                clients.put(id, this);
            }
        }

        private void answered(QueryResponse response) {
            Waiting asked = waiting.get(response.getRequestIdentifier());
            if (asked != null) {
                asked.asker.onNext(response);
            }
        }

        private void completed(String request) {
            Waiting asked = waiting.remove(request);
            if (asked != null) {
                asked.asker.onCompleted();
            }
        }

        private void told(SubscriptionQueryResponse response) {
            Watching one = watchers.get(response.getSubscriptionIdentifier());
            if (one != null) {
                one.tell(response);
            }
        }

        void lost() {
            synchronized (ScriptedQueries.this) {
                clients.remove(id, this);
            }
            for (Waiting one : List.copyOf(waiting.values())) {
                one.asker.onNext(
                        failed(one.query, "AXONIQ-5002", "Connection lost while querying " + id));
                one.asker.onCompleted();
            }
            waiting.clear();
            List.copyOf(watchers.values()).forEach(Watching::end);
            watchers.clear();
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
