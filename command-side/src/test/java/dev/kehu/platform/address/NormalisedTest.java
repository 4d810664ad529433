package dev.kehu.platform.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.Contact;
import dev.kehu.kernel.Refusal;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalisedTest {
    private static String of(String kind, String value, String system) {
        return Normalised.of(new Contact(kind, value, system), "CN");
    }

    @ParameterizedTest
    @CsvSource({
        "phone, 138 0013 8000, +8613800138000",
        "phone, +86 138-0013-8000, +8613800138000",
        "phone, 0086 138 0013 8000, +8613800138000",
        "phone, １３８００１３８０００, +8613800138000",
        "phone, (010) 6552 9988, +861065529988",
        "phone, (010) 6552 9988 ext. 12, +861065529988;ext=12",
        "phone, +44 20 7946 0018, +442079460018",
        "email, Li.Wei@Example.ORG, li.wei@example.org",
        "email, ' li.wei@example.org ', li.wei@example.org",
    })
    void hasOneSpelling(String kind, String given, String spelled) {
        assertThat(of(kind, given, null)).isEqualTo(spelled);
    }

    @ParameterizedTest
    @CsvSource({"WeChat, wechat, Li_Wei, li_wei", "' QQ', qq, 10001, 10001"})
    void tellsHandlesApartByTheirSystem(String system, String same, String given, String other) {
        assertThat(of("handle", given, system)).isEqualTo(of("handle", other, same));
        assertThat(of("handle", given, system)).isNotEqualTo(of("handle", given, "other"));
    }

    @ParameterizedTest
    @CsvSource({
        "email, nobody",
        "email, @b.org",
        "email, a@",
        "email, a b@c.org",
        "phone, none",
        "phone, ' '",
        "handle, ' '"
    })
    void refusesWhatReachesNobody(String kind, String given) {
        assertThatThrownBy(() -> of(kind, given, null))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.code()).isEqualTo("contact.malformed"));
    }

    @ParameterizedTest
    @CsvSource({"fax, 1", "'', 1"})
    void refusesAnotherKind(String kind, String given) {
        assertThatThrownBy(() -> of(kind, given, null))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.code()).isEqualTo("contact.kind"));
    }
}
