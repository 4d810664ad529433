package dev.kehu.adapter;

import dev.kehu.control.Errand;
import dev.kehu.control.OperatorLooks;
import dev.kehu.control.Replies;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.disclosure.PersonFile;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.sweep.Sweep;
import dev.kehu.privacy.process.PersonErasure;
import dev.kehu.privacy.process.PersonErasure.Asked;
import dev.kehu.privacy.process.PersonErasure.Standing;
import dev.kehu.privacy.process.PersonSweep;
import dev.kehu.privacy.process.approval.SecondPerson;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Erases people from the command line, and looks whether anything is left of them. */
@Component
public final class PrivacyErrand implements Errand {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Origin OPERATOR = Origin.of("operator");
    private static final JsonMapper JSON = new JsonMapper();

    private final PersonErasure erasure;
    private final SecondPerson second;
    private final PersonSweep sweep;
    private final SubjectKeys keys;
    private final PersonFile files;
    private final OperatorLooks looks;

    PrivacyErrand(
            PersonErasure erasure,
            SecondPerson second,
            PersonSweep sweep,
            SubjectKeys keys,
            PersonFile files,
            OperatorLooks looks) {
        this.looks = looks;
        this.erasure = erasure;
        this.second = second;
        this.sweep = sweep;
        this.keys = keys;
        this.files = files;
    }

    @Override
    public String name() {
        return "privacy";
    }

    @Override
    public Sight sight() {
        return Sight.WRITTEN_DOWN;
    }

    /**
     * @param args {@code rotate-keys}; {@code erase}, whom, reason, basis, {@code only} or nothing,
     *     and what goes alone, or nothing; or {@code sweep} or {@code export} and whom; the last
     *     word is the directory an export goes to; or {@code values} and a file
     */
    @Override
    public int run(List<String> args, Replies replies) {
        try {
            return switch (args.getFirst()) {
                case "erase" -> erase(args, replies);
                case "rotate-keys" -> rotated(replies);
                case "export" -> exported(args, replies);
                case "sweep" -> swept(erasure.meant(args.get(1)), replies);
                default -> {
                    looks.atEverybody("privacy sweep");
                    yield told(sweep.forValues(values(Path.of(args.get(1)))), replies);
                }
            };
        } catch (Refusal refusal) {
            replies.complain(refusal.getMessage() + " (" + refusal.code() + ")");
            replies.answer(
                    JSON.writeValueAsString(
                            Map.of("code", refusal.code(), "detail", refusal.getMessage())));
            return 1;
        }
    }

    private int erase(List<String> args, Replies replies) {
        boolean only = args.get(4).equals("only");
        Asked asked =
                new Asked(erasure.meant(args.get(1)), only, args.get(2), args.get(3))
                        .of(args.get(5));
        SecondPerson.Came came = second.erase(asked, OPERATOR, PATIENCE);
        if (came.request() != null) {
            replies.progress("Asked for; another person has to approve it.");
            replies.answer(JSON.writeValueAsString(came.request().ids()));
            return 0;
        }
        return told(came.erasure(), replies);
    }

    /** What came of a decision, as {@code erase} and {@code approve} say it. */
    public static int told(Standing standing, Replies replies) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("erasureId", standing.erasureId());
        answer.put("customerId", standing.customerId());
        answer.put("position", standing.position());
        if (standing.receipt() == null) {
            replies.complain("The erasure is decided and goes on; its receipt comes later.");
            if (standing.waitsFor() != null) {
                answer.put("waitsFor", standing.waitsFor());
                replies.complain(
                        "It waits: %s (%s)"
                                .formatted(
                                        standing.waitsFor().detail(), standing.waitsFor().code()));
            }
            replies.answer(JSON.writeValueAsString(answer));
            return 1;
        }
        var receipt = JSON.readTree(standing.receipt());
        answer.put("receipt", receipt);
        tell(receipt.path("receipt"), standing.erasureId(), replies);
        replies.answer(JSON.writeValueAsString(answer));
        return 0;
    }

    private static void tell(JsonNode receipt, String erasure, Replies replies) {
        JsonNode sweep = receipt.path("sweep");
        boolean texts = receipt.has("category");
        replies.progress(
                "Erased: %s; %s. Receipt: %s"
                        .formatted(
                                texts
                                        ? "what was said with %d customers, %d keys divided"
                                                .formatted(
                                                        count(receipt, "customers"),
                                                        count(receipt, "keysDivided"))
                                        : "%d customers, keys of %d subjects destroyed"
                                                .formatted(
                                                        count(receipt, "customers"),
                                                        count(receipt, "keysDestroyed")),
                                sweep.isObject()
                                        ? "%d files searched, found in %d"
                                                .formatted(
                                                        sweep.path("files").asInt(0),
                                                        sweep.path("found").size())
                                        : "no file was searched, for nobody knew the values any"
                                                + " more",
                                erasure));
        sweep.path("found").forEach(file -> replies.progress("  " + file.asString()));
        sweep.path("unreadable")
                .forEach(file -> replies.progress("  not readable: " + file.asString()));
        receipt.path("eventsUnreadable")
                .forEach(at -> replies.progress("  event not readable: " + at.asString()));
        receipt.path("parked").forEach(at -> replies.progress("  parked: " + at.asString()));
        receipt.path("keyCopiesHere")
                .forEach(copy -> replies.progress("  has keys of before: " + copy.asString()));
    }

    private static int count(JsonNode receipt, String list) {
        int shown = receipt.path(list).size();
        return receipt.at("/shortened/" + list + "/count").asInt(shown);
    }

    private int rotated(Replies replies) {
        long rewrapped = keys.rotate();
        replies.progress(
                "%,d keys are wrapped by a new key-encryption key; take a copy of the keys."
                        .formatted(rewrapped));
        replies.answer(JSON.writeValueAsString(Map.of("rewrapped", rewrapped)));
        return 0;
    }

    private int exported(List<String> args, Replies replies) {
        String customer = erasure.meant(args.get(1)).value();
        PersonFile.Made made = files.make(customer, Path.of(args.getLast()));
        replies.progress("Everything about %s is in %s".formatted(customer, made.file()));
        replies.answer(JSON.writeValueAsString(made));
        return 0;
    }

    /** All that can be opened of the customer is opened for it. */
    private int swept(CustomerId customer, Replies replies) {
        looks.at(customer.value(), "privacy sweep", "subject-access");
        return told(sweep.forCustomer(customer), replies);
    }

    private static List<String> values(Path file) {
        try {
            return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("The file of values cannot be read", failure);
        }
    }

    private static int told(Sweep.Swept swept, Replies replies) {
        swept.found().forEach(replies::progress);
        swept.unreadable().forEach(file -> replies.progress("not readable: " + file));
        replies.progress(
                "%,d values in %,d files (%,d kB): found in %d; %d values are too short to be looked for"
                        .formatted(
                                swept.values(),
                                swept.files(),
                                swept.bytes() / 1_000,
                                swept.found().size(),
                                swept.tooShort()));
        replies.answer(JSON.writeValueAsString(swept));
        return swept.found().isEmpty() ? 0 : 1;
    }
}
