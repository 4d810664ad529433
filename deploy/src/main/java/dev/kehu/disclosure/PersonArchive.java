package dev.kehu.disclosure;

import dev.kehu.kernel.Id;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Reader;
import dev.kehu.privacy.process.Concerned;
import dev.kehu.privacy.process.HeldAbout;
import dev.kehu.privacy.process.Traces;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds whom an archive is about, and writes it. Memory does not grow with what is known: records
 * are read twice, once for the files and once for the page.
 */
@Component
public class PersonArchive {
    private static final JsonMapper JSON = JsonMapper.builder().addModule(ids()).build();

    private final EventHistory history;
    private final Reader reader;
    private final Concerned concerned;
    private final HeldAbout held;
    private final ObjectProvider<Part> parts;
    private final Clock clock;

    PersonArchive(
            EventHistory history,
            Reader reader,
            Concerned concerned,
            HeldAbout held,
            ObjectProvider<Part> parts,
            Clock clock) {
        this.history = history;
        this.reader = reader;
        this.concerned = concerned;
        this.held = held;
        this.parts = parts;
        this.clock = clock;
    }

    /** What was written. */
    public record Written(
            String customerId, Set<String> members, Instant at, long position, List<File> files) {}

    /**
     * One file of it.
     *
     * @param sha256 of its bytes, hexadecimal
     */
    public record File(String name, long records, String sha256) {}

    /**
     * Everybody who is this customer, with all that is kept apart about it.
     *
     * @throws Refusal {@code customer.unknown}; {@code customer.erased}, as nothing is left to tell
     */
    public Whom whom(String customer) {
        long position = history.head();
        var past = reader.past(customer, AsOf.NOW);
        Set<String> members = new TreeSet<>(past.group().members());
        members.forEach(this::refuseErased);
        Set<String> subjects = concerned.by(members);
        Traces traces = concerned.traces(members, subjects);
        held.of(subjects, traces, position, unreadable -> {}).stream() // nothing to hand out
                .filter(delivery -> history.at(delivery, 1).isEmpty()) // settled: whose it became
                .forEach(delivery -> subjects.addAll(concerned.keptFor(delivery)));
        return new Whom(past.group().survivor(), members, subjects, position);
    }

    private void refuseErased(String member) {
        history.eachOf(
                member,
                event -> event.name().equals("customer.erased"),
                event -> {
                    throw Refusal.conflict(
                            "customer.erased",
                            "This person was erased and nothing personal is left to hand out; the"
                                    + " receipt of the erasure says what was touched");
                });
    }

    /** Writes a ZIP archive; the stream stays open. */
    public Written write(Whom whom, OutputStream out) throws IOException {
        Archive archive = new Archive(out, JSON);
        List<Part> all = parts.orderedStream().toList();
        for (Part part : all) {
            archive.records(part, whom);
        }
        Instant at = clock.instant();
        archive.page("What is known about " + whom.customer() + ", " + at, all, whom);
        Written written =
                new Written(whom.customer(), whom.members(), at, whom.position(), archive.files());
        archive.finish(written);
        return written;
    }

    private static SimpleModule ids() {
        SimpleModule module = new SimpleModule("kehu-archive");
        module.addSerializer(
                Id.class,
                new StdSerializer<>(Id.class) {
                    @Override
                    public void serialize(Id id, JsonGenerator json, SerializationContext context) {
                        json.writeString(id.value());
                    }
                });
        return module;
    }
}
