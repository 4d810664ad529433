package dev.kehu.privacy.process.receipt;

import dev.kehu.audit.api.ParkedSubjects;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.platform.cloudevents.CanonicalJson;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.receipt.ReceiptKey;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.sweep.Sweep;

import org.jspecify.annotations.Nullable;
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
import java.util.TreeMap;

/**
 * What was touched, signed: JSON with {@code receipt}, {@code signature} (Ed25519 over the receipt
 * as RFC 8785 writes it, base64) and {@code publicKey}. Ids and figures only. A list that is too
 * long for an event is cut; {@code shortened} has its length and the SHA-256 of all of it.
 */
@Component
public class ErasureReceipt {
    private static final JsonMapper JSON = new JsonMapper();

    private final ReceiptKey key;
    private final SubjectKeys keys;
    private final EventHistory history;
    private final ParkedSubjects parked;
    private final BusinessClock clock;
    private final Duration keyCopies;

    ErasureReceipt(
            ReceiptKey key,
            SubjectKeys keys,
            EventHistory history,
            ParkedSubjects parked,
            BusinessClock clock,
            @Value("${kehu.privacy.key-copies:30d}") Duration keyCopies) {
        this.key = key;
        this.keys = keys;
        this.history = history;
        this.parked = parked;
        this.clock = clock;
        this.keyCopies = keyCopies;
    }

    /**
     * What became of an erasure.
     *
     * @param divided ids of keys of which the category alone was destroyed
     * @param swept null where nothing was looked for: nobody knew the values any more
     * @param complete whether all values were looked for, however many there were
     * @param lacking positions of events that may have values, and cannot be read
     * @param copies of the data directory Kehu made itself, with keys of then
     */
    public record Done(
            Collection<String> subjects,
            Collection<String> divided,
            Collection<String> discarded,
            List<String> places,
            Sweep.@Nullable Swept swept,
            boolean complete,
            Collection<Long> lacking,
            Collection<String> copies) {}

    public String of(Decision decided, Done done) {
        Map<String, Object> cut = new TreeMap<>();
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("erasure", decided.id().value());
        said.put("store", history.storeId());
        said.put("position", decided.position());
        said.put("asked", decided.asked().value());
        said.put("only", decided.only());
        said.put("basis", decided.basis());
        if (decided.category() != null) {
            said.put("category", decided.category().word());
        }
        said.put("decidedAt", decided.at().toString());
        said.put("finishedAt", clock.real().toString());
        said.put("customers", listed("customers", decided.customers(), cut));
        if (decided.category() == null) {
            said.put("keysDestroyed", listed("keysDestroyed", done.subjects(), cut));
        } else {
            said.put("subjects", listed("subjects", done.subjects(), cut));
            said.put("keysDivided", listed("keysDivided", done.divided(), cut));
        }
        said.put("keysWereIn", keys.place());
        said.put("discarded", listed("discarded", done.discarded(), cut));
        said.put("places", done.places());
        said.put("sweep", done.swept() == null ? null : sweep(done.swept(), done.complete(), cut));
        said.put("eventsUnreadable", listed("eventsUnreadable", texts(done.lacking()), cut));
        said.put("parked", listed("parked", parked(done.subjects()), cut));
        said.put("keyCopiesGoneBy", lastDay().toString());
        said.put("keyCopiesHere", listed("keyCopiesHere", done.copies(), cut));
        if (!cut.isEmpty()) {
            said.put("shortened", cut);
        }
        return signed(JSON.valueToTree(said));
    }

    private static Map<String, Object> sweep(
            Sweep.Swept swept, boolean complete, Map<String, Object> cut) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("values", swept.values());
        said.put("complete", complete);
        said.put("tooShort", swept.tooShort());
        said.put("files", swept.files());
        said.put("found", listed("found", swept.found(), cut));
        said.put("unreadable", listed("unreadable", swept.unreadable(), cut));
        return said;
    }

    private static List<String> texts(Collection<Long> positions) {
        return positions.stream().sorted().map(String::valueOf).toList();
    }

    /** View, subject and position of the event: what it shows of them stands still. */
    private List<String> parked(Collection<String> subjects) {
        return parked.all().stream()
                .filter(each -> subjects.contains(each.subject()))
                .map(each -> each.view() + " " + each.subject() + " " + each.position())
                .toList();
    }

    private static List<String> listed(
            String name, Collection<String> all, Map<String, Object> cut) {
        Listing listing = Listing.of(all);
        if (listing.cut()) {
            cut.put(name, Map.of("count", listing.count(), "sha256", listing.sha256()));
        }
        return listing.shown();
    }

    private String signed(JsonNode receipt) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("receipt", receipt);
        whole.put("signature", key.sign(CanonicalJson.of(receipt)));
        whole.put("publicKey", key.publicKey());
        return JSON.writeValueAsString(whole);
    }

    /** Whoever keeps copies of the keys from before has to see that they are gone by then, UTC. */
    private LocalDate lastDay() {
        return clock.real().plus(keyCopies).atZone(ZoneOffset.UTC).toLocalDate();
    }
}
