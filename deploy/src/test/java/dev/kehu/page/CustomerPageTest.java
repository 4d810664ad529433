package dev.kehu.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.kehu.page.Reading.Filter;
import dev.kehu.page.Reading.Moment;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Instant;

class CustomerPageTest {
    private final Browser browser = Browser.on("2026-03-01");

    @Nested
    class ACustomer {
        @Test
        void isShownOnOnePage() throws Exception {
            String page = browser.open("/customers/customer-1");
            assertThat(page)
                    .contains(
                            "CDNOW 00004",
                            "CDNOW-00004",
                            "CDNOW 00004@example.org",
                            "1,100.50",
                            "4</span> <span>orders")
                    .contains("2 CDs", "29.33", "1 Jan 1997", "12:00", "1 Mar 2026")
                    .contains("Reflects event <b>9,276</b>", "up to date");
        }

        @Test
        void hasAChartWithAllMonthsAndTheSameAsATable() throws Exception {
            assertThat(browser.open("/customers/customer-1"))
                    .contains(
                            "<svg class=\"chart\"",
                            "<title id=\"chart-title\">Money by month, USD</title>")
                    .contains("Bars from Jan 1997 to Mar 1997", "Feb 1997: 0", "71.17")
                    .contains("<summary>The same as a table</summary>");
        }

        @Test
        void showsHowItsValueWentWhereItWasAssessed() throws Exception {
            assertThat(browser.open("/customers/customer-1"))
                    .contains("Value score by business day", "1997-06-30, score: 0.612")
                    .contains("0.412000000", "secondary", "rising");
            assertThat(browser.open("/customers/customer-4")).doesNotContain("Value score");
        }

        @Test
        void isPagedWithAllThatWasAsked() throws Exception {
            assertThat(browser.open("/customers/customer-1?channel=web&asOf=1997-12-31"))
                    .contains(
                            "href=\"/customers/customer-1?asOf=1997-12-31&amp;channel=web&amp;cursor=older%201\"");
            assertThat(browser.shown.filter).isEqualTo(new Filter("web", null));
        }

        @Test
        void drawsAnotherCurrencyOverTheSameMonths() throws Exception {
            assertThat(browser.open("/customers/customer-1?currency=CNY"))
                    .contains(
                            "Money by month, CNY",
                            "Bars from Jan 1997 to Mar 1997",
                            "Feb 1997: 400");
            assertThat(browser.open("/customers/customer-1?currency=XXX"))
                    .contains("Money by month, USD");
        }

        @Test
        void showsOrdersInstead() throws Exception {
            assertThat(browser.open("/customers/customer-1?chart=orders"))
                    .contains("Orders by month");
        }

        @Test
        void offersItsListsAsFilesAsTheyAreShown() throws Exception {
            assertThat(browser.open("/customers/customer-1?channel=web&asOf=1997-12-31"))
                    .contains(
                            "/v1/customers/customer-1/timeline?asOf=1997-12-31&amp;channel=web&amp;format=xlsx",
                            "/v1/customers/customer-1/value-history?asOf=1997-12-31&amp;format=csv");
        }

        @Test
        void listensForChangesFromWhatItShowsOn() throws Exception {
            assertThat(browser.open("/customers/customer-1"))
                    .contains(
                            "data-live=\"/v1/customers/customer-1/live?since=9276\"",
                            "kehu-live.js");
            assertThat(browser.open("/customers/customer-1?asOf=1997-12-31"))
                    .doesNotContain("data-live", "kehu-live.js");
        }

        @Test
        void saysHowFarBehindItIs() throws Exception {
            browser.shown.behind = 1200;
            assertThat(browser.open("/customers/customer-1")).contains("1,200 behind");
        }
    }

    @Nested
    class ThePast {
        @Test
        void isTheEndOfTheDayAskedFor() throws Exception {
            String page = browser.open("/customers/customer-1?asOf=1997-09-30&knownAt=2026-02-01");
            assertThat(browser.shown.asked)
                    .isEqualTo(
                            new Moment(
                                    Instant.parse("1997-09-30T23:59:59.999Z"),
                                    Instant.parse("2026-02-01T23:59:59.999Z")));
            assertThat(page)
                    .contains(
                            "This is the past",
                            "30 Sep 1997 23:59:59 UTC",
                            "Back to now",
                            "value=\"1997-09-30\"");
        }

        @Test
        void mayBeAskedToTheMoment() throws Exception {
            browser.open("/customers/customer-1?asOf=1997-09-30T12:00:00Z");
            assertThat(browser.shown.asked.asOf()).isEqualTo(Instant.parse("1997-09-30T12:00:00Z"));
        }

        @Test
        void isNotMentionedOtherwise() throws Exception {
            assertThat(browser.open("/customers/customer-1?asOf=&knownAt="))
                    .doesNotContain("This is the past");
            assertThat(browser.shown.asked).isEqualTo(Moment.NOW);
        }

        @Test
        void isRefusedWhenItIsNoDate() throws Exception {
            browser.answer("/customers/customer-1?asOf=31.12.1997")
                    .andExpect(status().isBadRequest());
            assertThat(browser.open("/customers/customer-1?asOf=31.12.1997"))
                    .contains("asOf must be a date", "parameter.time");
        }
    }

    @Nested
    class SomebodyElse {
        @Test
        void isNotFound() throws Exception {
            browser.answer("/customers/customer-9").andExpect(status().isNotFound());
            assertThat(browser.open("/customers/customer-9"))
                    .contains("No customer has this id", "Show all customers");
        }

        @Test
        void isTheSurvivorOfAMerge() throws Exception {
            assertThat(browser.open("/customers/customer-0"))
                    .contains("was merged into this one", "CDNOW 00004", "/customers/customer-1?");
            assertThat(browser.open("/customers/customer-1")).doesNotContain("was merged into");
        }

        @Test
        void isEmptyBeforeTheFirstContact() throws Exception {
            assertThat(browser.open("/customers/customer-4"))
                    .contains(
                            "Anonymous customer",
                            "No contact",
                            "No order yet",
                            "No orders to draw",
                            "Nothing here");
        }

        @Test
        void isShownWithoutTextsOnceErased() throws Exception {
            assertThat(browser.open("/customers/customer-3"))
                    .contains("Erased customer", "This person was erased", "1,100.50")
                    .doesNotContain("null", "@example.org");
        }

        @Test
        void cannotSmuggleMarkupIn() throws Exception {
            assertThat(browser.open("/customers/customer-%3Cb%3E2%3C%2Fb%3E"))
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                    .doesNotContain(Shown.MARKUP, "<b>2</b>");
        }
    }

    @Test
    void loadsNothingButItsOwnFiles() throws Exception {
        String own = "<script type=\"module\" src=\"/kehu-live.js\"></script>";
        assertThat(browser.open("/customers/customer-1").replace(own, ""))
                .doesNotContain(" style=", "<style", "<script", "http://", "https://")
                .doesNotContain("th:")
                .startsWith("<!DOCTYPE html>");
    }
}
