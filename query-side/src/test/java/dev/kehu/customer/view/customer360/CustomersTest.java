package dev.kehu.customer.view.customer360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.view.customer360.CustomersApi.Customers;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.download.Download;
import dev.kehu.platform.table.Listed;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.World;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.ResponseEntity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class CustomersTest {
    private final World world = World.fresh(50);
    private final Scenario given = new Scenario(world.story);

    @BeforeEach
    void someCustomers() {
        given.registers("customer-a", "C1", "Ann Österreich", "1997-01-01");
        given.registers("customer-b", "C2", "Bob Brown", "1997-01-01");
        given.opens("customer-c", "1997-01-01");
        given.claims("customer-c", "contact-1", "Cy@Example.org", "1997-01-01");
        given.orders("customer-b", "1997-03-02", "10.00");
        given.orders("customer-b", "1997-04-02", "10.00");
        given.orders("customer-c", "1997-05-02", "10.00");
        world.codes.put("C2", "customer-b");
        world.settled();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Customers ask(@Nullable String q, @Nullable String filter, @Nullable String sort) {
        return ask(q, filter, sort, null, null);
    }

    private Customers ask(
            @Nullable String q,
            @Nullable String filter,
            @Nullable String sort,
            @Nullable String cursor,
            @Nullable String limit) {
        Object body =
                world.get(CustomersApi.class)
                        .customers(null, null, q, filter, sort, null, cursor, limit, null, null)
                        .getBody();
        return (Customers) Objects.requireNonNull(body);
    }

    private static List<Object> ids(Customers customers) {
        return customers.items().stream()
                .map(item -> Objects.requireNonNull(item.get("id")))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "osterreich ANN, customer-a",
        "brown, customer-b",
        "c2, customer-b",
        "cy@exam, customer-c",
    })
    void findsAllWordsWhateverCaseAndAccents(String q, String found) {
        assertThat(ids(ask(q, null, null))).containsExactly(found);
    }

    @Test
    void findsNothingWhenOneWordIsMissing() {
        assertThat(ids(ask("ann brown", null, null))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status=anonymous | customer-c",
                "interactions>=2 | customer-b",
                "interactions>=1,interactions<=1 | customer-c",
                "lastAt<=1997-04-02 | customer-b",
                "firstAt>=1997-05-02 | customer-c",
            })
    void filters(String filter, String found) {
        assertThat(ids(ask(null, filter, null))).containsExactly(found);
    }

    @Test
    void sortsWithEmptyValuesLast() {
        assertThat(ids(ask(null, null, "-lastAt")))
                .containsExactly("customer-c", "customer-b", "customer-a");
        assertThat(ids(ask(null, null, "name")))
                .containsExactly("customer-a", "customer-b", "customer-c");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-", "-interactions", "name"})
    void pagesThroughAll(@Nullable String sort) {
        List<Object> all = new ArrayList<>();
        String cursor = null;
        do {
            Customers page = ask(null, null, sort, cursor, "1");
            all.addAll(ids(page));
            cursor = page.next();
        } while (cursor != null);
        assertThat(all).isEqualTo(ids(ask(null, null, sort)));
    }

    @Test
    void showsAMergedGroupAsOneRowAndFindsItByEveryName() {
        given.merges("customer-a", "customer-b", "1997-06-01");
        world.settled();
        assertThat(ids(ask(null, null, null))).containsExactly("customer-a", "customer-c");
        assertThat(ids(ask("brown", null, null))).containsExactly("customer-a");
        assertThat(ask("brown", null, null).items().getFirst()).containsEntry("interactions", 2L);
        given.separates("customer-a", "customer-b", "1997-06-02");
        world.settled();
        assertThat(ids(ask("brown", null, null))).containsExactly("customer-b");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-", "-interactions", "name"})
    void looksBackToTheSameListWhereNothingCameSince(@Nullable String sort) {
        given.merges("customer-a", "customer-b", "1997-06-01");
        world.settled();
        List<Object> all = new ArrayList<>();
        String cursor = null;
        do {
            Listed page = past(sort, cursor, "1", "2100-01-01");
            page.items().forEach(item -> all.add(Objects.requireNonNull(item.get("id"))));
            cursor = page.next();
        } while (cursor != null);
        assertThat(all).isEqualTo(ids(ask(null, null, sort)));
        assertThat(past(sort, null, null, "2100-01-01").items())
                .isEqualTo(ask(null, null, sort).items());
    }

    @Test
    void looksBackBeforeAMerge() {
        given.merges("customer-a", "customer-b", "1997-06-01");
        world.settled();
        assertThat(past(null, null, null, "1997-03-31").items())
                .extracting(item -> item.get("id") + " " + item.get("interactions"))
                .containsExactly("customer-a 0", "customer-b 1", "customer-c 0");
        assertThat(past(null, null, null, "1996-12-31").items()).isEmpty();
    }

    @Test
    void looksBackNoFurtherThanItsViewAndWaitsForIt() {
        ResponseEntity<?> early =
                world.get(CustomersPastApi.class)
                        .asOf(
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                "2100-01-01",
                                null,
                                "1000");
        assertThat(early.getStatusCode().value()).isEqualTo(202);
        world.stop();
        given.registers("customer-d", "C4", "Dee", "1997-01-01");
        Listed list = past(null, null, null, "2100-01-01");
        assertThat(list.items()).hasSize(3);
        assertThat(list.behind()).isEqualTo(1);
    }

    private Listed past(
            @Nullable String sort, @Nullable String cursor, @Nullable String limit, String asOf) {
        Object body =
                world.get(CustomersPastApi.class)
                        .asOf(
                                null, null, null, null, sort, null, cursor, limit, null, asOf, null,
                                null)
                        .getBody();
        return (Listed) Objects.requireNonNull(body);
    }

    @Test
    void searchesTheBestFirstOrInTheOrderAskedFor() {
        given.registers("customer-d", "BROWN", "Zoe", "1997-01-01");
        given.registers("customer-e", "C5", "Ann Brown", "1997-01-01");
        world.settled();
        assertThat(ids(ask("brown", null, null)))
                .containsExactly("customer-d", "customer-b", "customer-e");
        assertThat(ids(ask("brown", null, "name")))
                .containsExactly("customer-e", "customer-b", "customer-d");
        assertThat(ids(ask("brown", "interactions>=1", null))).containsExactly("customer-b");
        assertThat(ids(ask(" ", null, null))).hasSize(5);
        assertThat(ids(ask("?!", null, null))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-", "name"})
    void pagesThroughWhatASearchFinds(@Nullable String sort) {
        for (int i = 0; i < 9; i++)
            given.registers("customer-x" + i, "X" + i, "Brown " + (7 * i % 9), "1997-01-01");
        world.settled();
        List<Object> all = new ArrayList<>();
        String cursor = null;
        do {
            Customers page = ask("brown", "status=active", sort, cursor, "2");
            all.addAll(ids(page));
            cursor = page.next();
        } while (cursor != null);
        assertThat(all).hasSize(10).isEqualTo(ids(ask("brown", "status=active", sort)));
    }

    @Test
    void findsByCodeThroughTheClaims() {
        CustomersApi api = world.get(CustomersApi.class);
        Object body =
                api.customers("C2", null, null, null, null, null, null, null, null, null).getBody();
        assertThat(ids((Customers) Objects.requireNonNull(body))).containsExactly("customer-b");
    }

    @Test
    void writesCsvWithTheColumnsAskedFor() {
        assertThat(csv(null, "code,name", "2"))
                .isEqualTo("code,name\r\nC1,Ann Österreich\r\nC2,Bob Brown\r\n");
    }

    @Test
    void writesAllRowsToAFileUnlessALimitIsGiven() {
        for (int i = 0; i < 700; i++)
            given.registers("customer-x" + i, "X" + i, "Name " + i, "1998-01-01");
        world.settled();
        assertThat(csv(null, "code", null).lines()).hasSize(704);
        assertThat(csv(null, "code", "601").lines()).hasSize(602);
        assertThat(csv("code=X7", "code", null)).isEqualTo("code\r\nX7\r\n");
    }

    private String csv(@Nullable String filter, String columns, @Nullable String limit) {
        Object body =
                world.get(CustomersApi.class)
                        .customers(
                                null, null, null, filter, "code", columns, null, limit, "csv", null)
                        .getBody();
        return written(body);
    }

    private static String written(@Nullable Object body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ((Download) Objects.requireNonNull(body)).write(out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "=1+2 | '=1+2",
                "+cmd | '+cmd",
                "-2+3 | '-2+3",
                "+49 (89) 123-45 | +49 (89) 123-45",
                "-12.50 | -12.50",
            })
    void neverBeginsACellLikeAFormula(String name, String cell) {
        given.registers("customer-z", "Z9", name, "1999-01-01");
        world.settled();
        Object body =
                world.get(CustomersApi.class)
                        .customers(
                                null,
                                null,
                                null,
                                "code=Z9",
                                null,
                                "code,name",
                                null,
                                null,
                                "csv",
                                null)
                        .getBody();
        assertThat(written(body)).isEqualTo("code,name\r\nZ9," + cell + "\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "colour=red | - | - | - | filter.unknown",
                "interactions>=many | - | - | - | filter.unknown",
                "- | colour | - | - | sort.unknown",
                "- | - | colour | - | columns.unknown",
                "- | - | - | abc | cursor.unknown",
            })
    void refusesWhatItDoesNotKnow(
            @Nullable String filter,
            @Nullable String sort,
            @Nullable String columns,
            @Nullable String cursor,
            String code) {
        assertThatThrownBy(
                        () ->
                                world.get(CustomersApi.class)
                                        .customers(
                                                null, null, null, filter, sort, columns, cursor,
                                                null, null, null))
                .isInstanceOf(Refusal.class)
                .extracting("code")
                .isEqualTo(code);
    }
}
