package dev.kehu.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorPageTest {
    @Test
    void saysWhatIsWrongWithoutDetails() {
        assertThat(page(404)).contains("no such page").doesNotContain("cannot be shown", "secret");
        assertThat(page(403)).contains("Your role").doesNotContain("secret");
        assertThat(page(500)).contains("cannot be shown just now").doesNotContain("secret");
    }

    private static String page(int status) {
        return Browser.render("error", status, "secret");
    }
}
