package dev.kehu.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class EventCatalogueTest {
    private static final Path PAGE = Sources.root().resolve("docs/event-catalogue.md");

    @Test
    void isTheOneCommitted() throws IOException {
        String now = EventCatalogue.write();
        if ("write".equals(System.getProperty("kehu.catalogue"))) Files.writeString(PAGE, now);
        assertThat(PAGE)
                .as(
                        "the events changed; write the catalogue again: mvn -pl deploy -am test"
                            + " -Dtest=EventCatalogueTest -Dsurefire.failIfNoSpecifiedTests=false"
                            + " -Dkehu.catalogue=write")
                .hasContent(now);
    }

    @Test
    void takesTheFirstSentenceOfTheRightComment() {
        String source =
                """
                /** Of something else. */
                @EventName("a.other") record Other() {}
                /**
                 * It happened
                 * at last. More about it.
                 */
                @EventName("a.this") record This() {}
                """;
        assertThat(EventCatalogue.meaning("a.this", source)).isEqualTo("It happened at last.");
    }

    @Test
    void refusesAnEventWithoutMeaning() {
        assertThatThrownBy(() -> EventCatalogue.meaning("a.b", "@EventName(\"a.b\") record B() {}"))
                .hasMessage("a.b has no sentence of meaning");
    }
}
