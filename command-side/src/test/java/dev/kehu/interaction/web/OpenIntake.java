package dev.kehu.interaction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.writeside.WriteSide;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The intake over a write side of its own, and what channels send to it. */
abstract class OpenIntake {
    private static final Origin CHANNEL = Origin.of("channel");

    @TempDir Path directory;

    WriteSide kehu;

    @BeforeEach
    final void open() {
        kehu = WriteSide.open(directory);
    }

    @AfterEach
    final void close() {
        kehu.close();
    }

    final List<ItemResult> send(String... events) {
        List<byte[]> items = new ArrayList<>();
        for (String event : events) {
            items.add(event.getBytes(StandardCharsets.UTF_8));
        }
        return kehu.get(BatchIntake.class).take(items, CHANNEL);
    }

    static String customer(String id, String code) {
        return """
        {"specversion":"1.0","id":"%s","source":"/shop","type":"dev.kehu.customer.v1","time":"1997-01-01T00:00:00Z",
         "data":{"code":"%s","name":"Name of %s"}}\
        """
                .formatted(id, code, code);
    }

    static String order(String id, String customer, String more) {
        return """
        {"specversion":"1.0","id":"%s","source":"/shop","type":"dev.kehu.interaction.v1","time":"1997-01-18T12:00:00Z",
         "data":{"channel":"web","direction":"inbound","kind":"order","customer":%s,"summary":"2 CDs"%s}}\
        """
                .formatted(id, customer, more);
    }

    static String code(String code) {
        return "{\"code\":\"" + code + "\"}";
    }

    static String email(String address) {
        return "{\"contact\":{\"kind\":\"email\",\"value\":\"" + address + "\"}}";
    }

    final List<RecordedEvent> history() {
        return kehu.get(EventHistory.class).readAfter(0, 1000);
    }

    static void is(ItemResult result, String status, String code) {
        assertThat(result.status()).as(String.valueOf(result)).isEqualTo(status);
        assertThat(result.problem() == null ? "" : result.problem().code()).isEqualTo(code);
    }
}
