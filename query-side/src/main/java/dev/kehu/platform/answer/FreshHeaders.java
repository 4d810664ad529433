package dev.kehu.platform.answer;

import dev.kehu.platform.reading.Freshness;

import org.springframework.http.HttpHeaders;

/** Says how fresh an answer is where its body cannot. */
public final class FreshHeaders {
    private FreshHeaders() {}

    public static HttpHeaders of(Freshness freshness) {
        HttpHeaders headers = new HttpHeaders();
        headers.set("X-Position", Long.toString(freshness.position()));
        headers.set("X-Store-Position", Long.toString(freshness.storePosition()));
        headers.set("X-Behind", Long.toString(freshness.behind()));
        return headers;
    }
}
