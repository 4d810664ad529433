package dev.kehu.platform.address;

import com.github.f4b6a3.uuid.UuidCreator;

import dev.kehu.audit.api.RequestId;
import dev.kehu.customer.api.Contact;
import dev.kehu.customer.api.ContactPersonId;
import dev.kehu.customer.api.ContactPointId;
import dev.kehu.customer.api.CustomerCodeId;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.platform.sealing.KeyedHash;
import dev.kehu.privacy.api.ErasureId;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the ids of streams: random ones for people, keyed hashes for what must be unique. An edge:
 * ids enter here.
 */
public final class StreamIds {
    private final KeyedHash lookup;
    private final KeyedHash delivery;
    private final String region;

    /**
     * @param region ISO 3166 code of the country national phone numbers are read in
     */
    public StreamIds(KeyedHash lookup, KeyedHash delivery, String region) {
        this.lookup = lookup;
        this.delivery = delivery;
        this.region = region;
    }

    public CustomerId freshCustomer() {
        return new CustomerId(CustomerId.PREFIX + UuidCreator.getTimeOrderedEpoch());
    }

    public ContactPersonId freshPerson() {
        return new ContactPersonId(ContactPersonId.PREFIX + UuidCreator.getTimeOrderedEpoch());
    }

    public ErasureId freshErasure() {
        return new ErasureId(ErasureId.PREFIX + UuidCreator.getTimeOrderedEpoch());
    }

    public ImplementationId freshImplementation() {
        return new ImplementationId(ImplementationId.PREFIX + UuidCreator.getTimeOrderedEpoch());
    }

    /** A data subject for something whose owner is not known yet. */
    public String freshKeeper() {
        return "kept-" + UuidCreator.getTimeOrderedEpoch();
    }

    public CustomerCodeId code(String code) {
        return new CustomerCodeId(
                CustomerCodeId.PREFIX
                        + lookup.of(
                                "code", Normalizer.normalize(code, Normalizer.Form.NFC).strip()));
    }

    public ContactPointId contact(Contact contact) {
        return new ContactPointId(
                ContactPointId.PREFIX + lookup.of(contact.kind(), Normalised.of(contact, region)));
    }

    public InteractionId interaction(String source, String id) {
        return new InteractionId(InteractionId.PREFIX + delivery.of("interaction", source, id));
    }

    public RequestId request(String actor, String request) {
        return new RequestId(RequestId.PREFIX + delivery.of("request", actor, request));
    }

    /** Keyed hash over canonical text. */
    public String fingerprint(String canonical) {
        return delivery.of("fingerprint", canonical);
    }

    /**
     * The contact points a text may mean: {@code kind:value}, {@code handle:system:value}, or the
     * bare value tried as e-mail, phone and handle.
     */
    public List<ContactPointId> candidates(String text) {
        int colon = text.indexOf(':');
        List<Contact> readings = new ArrayList<>();
        if (colon > 0 && List.of("email", "phone", "handle").contains(text.substring(0, colon))) {
            String kind = text.substring(0, colon);
            String value = text.substring(colon + 1);
            readings.add(new Contact(kind, value, null));
            int second = value.indexOf(':');
            if (kind.equals("handle") && second > 0) {
                readings.add(
                        new Contact(kind, value.substring(second + 1), value.substring(0, second)));
            }
        } else {
            readings.add(new Contact("email", text, null));
            readings.add(new Contact("phone", text, null));
            readings.add(new Contact("handle", text, null));
        }
        List<ContactPointId> ids = new ArrayList<>();
        for (Contact reading : readings) {
            try {
                ids.add(contact(reading));
            } catch (Refusal e) {
                continue; // the text cannot be this kind of contact
            }
        }
        return ids;
    }
}
