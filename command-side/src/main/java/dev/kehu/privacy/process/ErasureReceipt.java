package dev.kehu.privacy.process;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.cloudevents.CanonicalJson;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.sealing.ReceiptKey;
import dev.kehu.platform.sweep.Sweep;
import dev.kehu.privacy.api.ErasureEvent.ErasureDecided;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was touched, signed: JSON with {@code receipt}, {@code signature} (Ed25519 over the receipt
 * as RFC 8785 writes it, base64) and {@code publicKey}. Ids and figures only.
 */
@Component
class ErasureReceipt {
    private static final JsonMapper JSON = new JsonMapper();

    private final ReceiptKey key;
    private final EventHistory history;
    private final BusinessClock clock;
    private final Duration keyCopies;

    ErasureReceipt(
            ReceiptKey key,
            EventHistory history,
            BusinessClock clock,
            @Value("${kehu.privacy.key-copies:30d}") Duration keyCopies) {
        this.key = key;
        this.history = history;
        this.clock = clock;
        this.keyCopies = keyCopies;
    }

    String of(
            ErasureDecided decided,
            RecordedEvent event,
            Collection<String> subjects,
            List<String> discarded,
            List<String> places,
            Sweep.Swept swept) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("erasure", decided.erasureId().value());
        said.put("store", history.storeId());
        said.put("position", event.position());
        said.put("asked", decided.asked().value());
        said.put("only", decided.only());
        said.put("basis", decided.basis());
        said.put("decidedAt", event.recordedAt().toString());
        said.put("finishedAt", clock.real().toString());
        said.put("customers", decided.customers());
        said.put("keysDestroyed", List.copyOf(subjects));
        said.put("discarded", discarded);
        said.put("places", places);
        said.put(
                "sweep",
                Map.of(
                        "values", swept.values(),
                        "tooShort", swept.tooShort(),
                        "files", swept.files(),
                        "found", swept.found()));
        said.put("keyCopiesGoneBy", lastDay().toString());
        JsonNode receipt = JSON.valueToTree(said);
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("receipt", receipt);
        whole.put("signature", key.sign(CanonicalJson.of(receipt)));
        whole.put("publicKey", key.publicKey());
        return JSON.writeValueAsString(whole);
    }

    /** Copies of the keys from before have to be gone after this day, UTC. */
    private LocalDate lastDay() {
        return clock.real().plus(keyCopies).atZone(ZoneOffset.UTC).toLocalDate();
    }
}
