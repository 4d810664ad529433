package dev.kehu.platform.address;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

import dev.kehu.customer.api.Contact;
import dev.kehu.kernel.Refusal;

import java.text.Normalizer;
import java.util.Locale;

/** One spelling for each address, so that the same address always claims the same stream. */
final class Normalised {
    private Normalised() {}

    /**
     * The one spelling of a contact: e-mail in lower case, phone in E.164 (national numbers read in
     * {@code region}, ISO 3166), handles in lower case with their system.
     *
     * @throws Refusal {@code contact.malformed} when there is nothing left to reach anybody at
     */
    static String of(Contact contact, String region) {
        String text = Normalizer.normalize(contact.value(), Normalizer.Form.NFKC).strip();
        String spelled =
                switch (contact.kind()) {
                    case "email" -> email(text);
                    case "phone" -> phone(text, region);
                    case "handle" -> system(contact) + '\n' + text.toLowerCase(Locale.ROOT);
                    default ->
                            throw Refusal.invalid(
                                    "contact.kind", "A contact is of kind email, phone or handle");
                };
        if (text.isEmpty() || spelled.isEmpty()) {
            throw Refusal.invalid(
                    "contact.malformed", "The contact has no usable value for its kind");
        }
        return spelled;
    }

    private static String system(Contact contact) {
        return contact.system() == null ? "" : contact.system().strip().toLowerCase(Locale.ROOT);
    }

    private static String email(String text) {
        int at = text.lastIndexOf('@');
        return at <= 0 || at == text.length() - 1 || text.contains(" ")
                ? ""
                : text.toLowerCase(Locale.ROOT);
    }

    private static String phone(String text, String region) {
        try {
            PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
            PhoneNumber number = numbers.parse(text, region);
            String extension = number.hasExtension() ? ";ext=" + number.getExtension() : "";
            return numbers.format(number, PhoneNumberFormat.E164) + extension;
        } catch (NumberParseException e) {
            return text.replaceAll(
                    "\\D", ""); // short and service numbers have no international form
        }
    }
}
