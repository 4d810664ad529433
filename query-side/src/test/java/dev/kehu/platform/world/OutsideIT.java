package dev.kehu.platform.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.view.customer360.Customer360Answer;
import dev.kehu.customer.view.customer360.GetCustomerById;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.axonserver.ScriptedServer;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.querybus.QueryUnanswered;
import dev.kehu.platform.querybus.axonserver.ConfiguredQueries;
import dev.kehu.platform.querybus.axonserver.SentQueries;

import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.GenericSubscriptionQueryMessage;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another program on the same (scripted) Axon Server asks the views. */
@Timeout(90)
class OutsideIT {
    private final ScriptedServer server = new ScriptedServer();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context =
            ReadSide.start(
                    "kehu.store=axonserver",
                    "kehu.axonserver.buses=true",
                    "kehu.axonserver.servers=127.0.0.1:" + server.port(),
                    "kehu.axonserver.client=kehu");
    private final SentQueries outside = outside();
    private final Story story = context.getBean(Story.class);
    private final Scenario given = new Scenario(story);

    private SentQueries outside() {
        StandardEnvironment settings = new StandardEnvironment();
        Map<String, Object> own =
                Map.of(
                        "kehu.store", "axonserver",
                        "kehu.axonserver.buses", "true",
                        "kehu.axonserver.servers", "127.0.0.1:" + server.port(),
                        "kehu.axonserver.client", "other");
        settings.getPropertySources().addFirst(new MapPropertySource("own", own));
        return (SentQueries) ConfiguredQueries.of(settings, SimpleQueryBus.builder().build());
    }

    @BeforeEach
    void oneCustomer() {
        given.registers("customer-a", "C1", "Ann", "1997-01-01");
        given.orders("customer-a", "1997-01-01", "29.33");
        settled();
        await().until(() -> !server.queries().takers(GetCustomerById.class).isEmpty());
        await().until(outside::connected);
    }

    @AfterEach
    void stop() {
        outside.close();
        context.close();
        server.close();
        client.close();
    }

    private void settled() {
        Duration patience = Duration.ofSeconds(20);
        assertThat(context.getBean(ViewPositions.class).await(story.head(), patience)).isTrue();
    }

    private Customer360Answer ask(String customer) {
        return outside.query(
                        new GenericQueryMessage<>(
                                new GetCustomerById(customer),
                                ResponseTypes.instanceOf(Customer360Answer.class)))
                .join()
                .getPayload();
    }

    private JsonNode overHttp(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(ReadSide.uri(context, path)).build();
        String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return JsonMapper.builder().build().readTree(body);
    }

    @Test
    void getsWhatReadersOverHttpGet() throws Exception {
        JsonMapper json = JsonMapper.builder().build();
        JsonNode asked = json.readTree(json.writeValueAsString(ask("customer-a")));
        assertThat(asked).isEqualTo(overHttp("/v1/customers/customer-a"));
        assertThat(server.queries().routed("kehu-queries")).as("HTTP asks nobody").hasSize(1);
    }

    @Test
    void isRefusedWithTheSameCode() {
        assertThatThrownBy(() -> ask("customer-x"))
                .cause()
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("customer.unknown"));
    }

    @Test
    void hearsOfEveryChange() {
        var watched =
                outside.subscriptionQuery(
                        new GenericSubscriptionQueryMessage<>(
                                new GetCustomerById("customer-a"),
                                ResponseTypes.instanceOf(Customer360Answer.class),
                                ResponseTypes.instanceOf(Customer360Answer.class)),
                        16);
        List<Long> counts = new CopyOnWriteArrayList<>();
        watched.updates().subscribe(u -> counts.add(u.getPayload().interactions().count()));
        assertThat(watched.initialResult().block().getPayload().interactions().count())
                .isEqualTo(1);
        given.orders("customer-a", "1997-01-18", "29.73");
        await().until(() -> counts.contains(2L));
        watched.close();
        await().until(() -> server.queries().watched("kehu-queries") == 0);
    }

    @Test
    void isToldThatNobodyAnswersOnceKehuHasStopped() {
        context.close();
        assertThat(server.queries().takers(GetCustomerById.class)).isEmpty();
        assertThatThrownBy(() -> ask("customer-a")).hasCauseInstanceOf(QueryUnanswered.class);
    }
}
