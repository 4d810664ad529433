package dev.kehu.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;

class SearchPageTest {
    private final Browser browser = Browser.on("1998-06-30");

    @Test
    void listsCustomersWithTheirLastContact() throws Exception {
        String page = browser.open("/");
        assertThat(page)
                .contains("href=\"/customers/customer-1\"", "CDNOW 00004", "12 Dec 1997")
                .contains("href=\"/?cursor=page%262\"");
    }

    @Test
    void keepsTheQuestionOnTheNextPage() throws Exception {
        assertThat(browser.open("/?q=a%26b"))
                .contains("href=\"/?q=a%26b&amp;cursor=page%262\"", "value=\"a&amp;b\"");
    }

    @Test
    void offersAllThatFitAsAFile() throws Exception {
        assertThat(browser.open("/?q=a%26b"))
                .contains("/v1/customers?q=a%26b&amp;format=csv", "format=xlsx", "format=parquet");
    }

    @Test
    void leadsBackToTheFirstPage() throws Exception {
        assertThat(browser.open("/?q=li&cursor=x"))
                .contains("href=\"/?q=li\"")
                .doesNotContain("rel=\"next\"");
    }

    @Test
    void saysWhatToTryWhenNobodyFits() throws Exception {
        assertThat(browser.open("/?q=nobody")).contains("Nobody found", "Show all customers");
    }

    @Test
    void refusesABrokenCursor() throws Exception {
        browser.answer("/?cursor=broken").andExpect(status().isBadRequest());
    }

    @Test
    void writesMarkupAsText() throws Exception {
        assertThat(browser.open("/?q=%3Cscript%3E"))
                .contains("&lt;script&gt;")
                .doesNotContain("<script", "customer-<b>");
    }

    @Test
    void showsTheBusinessDayWhereItDiffers() throws Exception {
        assertThat(browser.open("/")).contains("30 Jun 1998", "1 Mar 2026");
        assertThat(Browser.on("2026-03-01").open("/"))
                .contains("1 Mar 2026")
                .doesNotContain("today is");
    }
}
