package dev.kehu.platform.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.querybus.QueryUnanswered;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class ViewProblemsTest {
    @Test
    void aQueryNobodyAnsweredMayBeAskedAgainShortly() {
        var answer = new ViewProblems().unanswered(new QueryUnanswered(null));
        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("2");
        assertThat(answer.getBody().getProperties()).containsEntry("code", "query.unanswered");
    }
}
