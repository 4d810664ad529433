package dev.kehu.platform.world;

import dev.kehu.customer.api.Contact;
import dev.kehu.customer.api.ContactEvent.ContactClaimed;
import dev.kehu.customer.api.ContactEvent.ContactReleased;
import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.customer.api.ContactPersonId;
import dev.kehu.customer.api.ContactPointId;
import dev.kehu.customer.api.CustomerEvent.ContactCorrected;
import dev.kehu.customer.api.CustomerEvent.CustomerAbsorbed;
import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.api.CustomerEvent.CustomerSeparated;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionAnnotated;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.Money;
import dev.kehu.value.api.CustomerValueEvent.TreatmentApplied;
import dev.kehu.value.api.CustomerValueEvent.TreatmentConcluded;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.api.CustomerValueId;
import dev.kehu.value.api.ValueModelId;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Tells events in few words, and random stories from a seed. */
public final class Scenario {
    private static final List<String> CHANNELS = List.of("web", "phone", "shop", "email");
    private static final List<String> KINDS = List.of("order", "order", "enquiry", "complaint");
    private final Story story;
    private final List<String> alone = new ArrayList<>();
    private final List<String[]> merged = new ArrayList<>();
    private final List<String[]> met = new ArrayList<>();
    private int interactions;

    public Scenario(Story story) {
        this.story = story;
    }

    public static Instant at(String text) {
        return Instant.parse(text.length() == 10 ? text + "T12:00:00Z" : text);
    }

    public void opens(String customer, String at) {
        story.tell(customer, new CustomerOpened(new CustomerId(customer), at(at)));
    }

    public void registers(String customer, String code, String name, String at) {
        story.tell(
                customer,
                new CustomerRegistered(new CustomerId(customer), code, name, "person", at(at)));
    }

    public void claims(String customer, String contact, String value, String at) {
        story.tell(
                contact,
                new ContactClaimed(
                        new ContactPointId(contact),
                        new CustomerId(customer),
                        "email",
                        value,
                        null,
                        at(at)));
    }

    public void reaches(String customer, String contact, String phone, String at) {
        story.tell(
                contact,
                new ContactClaimed(
                        new ContactPointId(contact),
                        new CustomerId(customer),
                        "phone",
                        phone,
                        null,
                        at(at)));
    }

    public void assesses(String customer, String day, String score, String valueClass) {
        BigDecimal found = new BigDecimal(score);
        story.tell(
                customer,
                new ValueAssessed(
                        CustomerValueId.of(new CustomerId(customer)),
                        new CustomerId(customer),
                        LocalDate.parse(day),
                        1L,
                        ValueModelId.ALL,
                        1,
                        null,
                        "USD",
                        0,
                        List.of(customer),
                        Map.of("loyalty", BigDecimal.ONE),
                        Map.of(),
                        Map.of("loyalty", "excellent"),
                        Map.of("loyalty", found),
                        found,
                        found,
                        found,
                        valueClass,
                        "steady",
                        at(day)));
    }

    public void treats(String customer, int number, String day, String score, String valueClass) {
        story.tell(
                customer,
                new TreatmentApplied(
                        CustomerValueId.of(new CustomerId(customer)),
                        new CustomerId(customer),
                        number,
                        1,
                        valueClass,
                        "a letter",
                        new BigDecimal("1.50"),
                        "USD",
                        new BigDecimal(score),
                        BigDecimal.TEN,
                        at(day)));
    }

    public void concludes(String customer, int number, String day, String score, String outcome) {
        story.tell(
                customer,
                new TreatmentConcluded(
                        CustomerValueId.of(new CustomerId(customer)),
                        new CustomerId(customer),
                        number,
                        outcome,
                        "high",
                        new BigDecimal(score),
                        BigDecimal.TEN,
                        at(day)));
    }

    public void releases(String customer, String contact, String at) {
        story.tell(
                contact,
                new ContactReleased(new ContactPointId(contact), new CustomerId(customer), at(at)));
    }

    public void corrects(String customer, String wrong, String right, String value, String at) {
        story.tell(
                customer,
                new ContactCorrected(
                        new CustomerId(customer),
                        new ContactPointId(wrong),
                        new ContactPointId(right),
                        "email",
                        value,
                        null,
                        at(at)));
    }

    public void names(String customer, String person, String name, String at) {
        story.tell(
                person,
                new ContactPersonAdded(
                        new ContactPersonId(person),
                        new CustomerId(customer),
                        name,
                        "buyer",
                        List.of(new Contact("phone", "+44 1", null)),
                        at(at)));
    }

    public void merges(String survivor, String absorbed, String at) {
        CustomerId one = new CustomerId(survivor), other = new CustomerId(absorbed);
        story.tell(survivor, new CustomerAbsorbed(one, other, "same person", at(at)));
        story.tell(absorbed, new CustomerMerged(other, one, "same person", at(at)));
    }

    public void separates(String survivor, String absorbed, String at) {
        CustomerId one = new CustomerId(survivor), other = new CustomerId(absorbed);
        story.tell(survivor, new CustomerSeparated(one, other, null, at(at)));
        story.tell(absorbed, new CustomerRestored(other, one, null, at(at)));
    }

    public String orders(String customer, String at, String value) {
        return meets(customer, "web", "order", at(at), new Money(new BigDecimal(value), "USD"));
    }

    public String meets(String customer, String channel, String kind, String at) {
        return meets(customer, channel, kind, at(at), null);
    }

    public String meets(
            String customer, String channel, String kind, Instant at, @Nullable Money amount) {
        String id = "interaction-" + ++interactions;
        story.tell(
                id,
                new InteractionRecorded(
                        new InteractionId(id),
                        new CustomerId(customer),
                        channel,
                        "inbound",
                        kind,
                        at,
                        amount,
                        BigDecimal.ONE,
                        null,
                        null,
                        null,
                        null,
                        "Summary of " + id,
                        null,
                        null,
                        List.of("vip"),
                        null,
                        null,
                        "shop/" + id,
                        "row-" + id,
                        "fp"));
        return id;
    }

    public String says(
            String customer, String at, @Nullable String summary, @Nullable String content) {
        String id = "interaction-" + ++interactions;
        story.tell(
                id,
                new InteractionRecorded(
                        new InteractionId(id),
                        new CustomerId(customer),
                        "email",
                        "inbound",
                        "enquiry",
                        at(at),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        summary,
                        content,
                        null,
                        null,
                        null,
                        null,
                        "mail/" + id,
                        "row-" + id,
                        "fp"));
        return id;
    }

    public void annotates(String customer, String interaction, String note, String at) {
        story.tell(
                interaction,
                new InteractionAnnotated(
                        new InteractionId(interaction),
                        new CustomerId(customer),
                        note,
                        List.of("later"),
                        at(at)));
    }

    /** Events of several customers in any order, some late, with merges and separations. */
    public static Scenario random(Story story, Random random, int events) {
        Scenario scenario = new Scenario(story);
        for (int i = 0; i < 8; i++) {
            String customer = "customer-" + (char) ('a' + i);
            if (i % 2 == 0) scenario.registers(customer, "C" + i, "Name " + i, "1997-01-01");
            else scenario.opens(customer, "1997-01-01");
            scenario.alone.add(customer);
        }
        scenario.goOn(random, events);
        return scenario;
    }

    /** The same, until there are so many events in all. */
    public void goOn(Random random, int events) {
        while (story.head() < events) anything(random);
    }

    private void anything(Random random) {
        String day = "1997-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28));
        String customer = "customer-" + (char) ('a' + random.nextInt(8));
        String contact = "contact-" + random.nextInt(6) + customer;
        switch (random.nextInt(14)) {
            case 0 -> claims(customer, contact, contact + "@example.org", day);
            case 1 -> releases(customer, contact, day);
            case 2 -> corrects(customer, contact, contact + "x", "new@example.org", day);
            case 3 -> names(customer, "person-" + story.head(), "Ann", day);
            case 4 -> {
                if (alone.size() < 3) return;
                String absorbed = alone.remove(random.nextInt(alone.size()));
                String survivor = alone.get(random.nextInt(alone.size()));
                merges(survivor, absorbed, day);
                merged.add(new String[] {survivor, absorbed});
            }
            case 5 -> {
                if (merged.isEmpty()) return;
                String[] pair = merged.remove(random.nextInt(merged.size()));
                separates(pair[0], pair[1], day);
                alone.add(pair[1]);
            }
            case 6 -> {
                if (met.isEmpty()) return;
                String[] one = met.get(random.nextInt(met.size()));
                annotates(one[0], one[1], "note " + story.head(), day);
            }
            default -> {
                String kind = KINDS.get(random.nextInt(KINDS.size()));
                Money money =
                        kind.equals("order")
                                ? new Money(
                                        BigDecimal.valueOf(random.nextInt(10_000), 2),
                                        random.nextInt(5) == 0 ? "EUR" : "USD")
                                : null;
                String channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
                Instant time = at(day).plusSeconds(random.nextInt(3_600));
                met.add(new String[] {customer, meets(customer, channel, kind, time, money)});
            }
        }
    }
}
