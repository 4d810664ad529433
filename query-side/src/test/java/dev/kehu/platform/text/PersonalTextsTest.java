package dev.kehu.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.world.MarkingVault;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;

import org.junit.jupiter.api.Test;

import java.util.Objects;
import java.util.Set;

class PersonalTextsTest {
    private final Story story = new Story("story");
    private final Scenario given = new Scenario(story);
    private final MarkingVault vault = new MarkingVault();

    private RecordedEvent last() {
        return story.readAfter(story.head() - 1, 1).getFirst();
    }

    @Test
    void sealsWhatTheViewKeepsAndDropsTheRest() {
        given.orders("customer-a", "1997-01-01", "1.00");
        InteractionRecorded sealed =
                (InteractionRecorded)
                        PersonalTexts.sealed(last(), vault::seal, Set.of("summary", "tags"))
                                .payload();
        assertThat(sealed.summary()).startsWith("sealed:customer-a:");
        assertThat(vault.open(Objects.requireNonNull(sealed.summary()))).startsWith("Summary");
        assertThat(sealed.tags()).allMatch(tag -> tag.startsWith("sealed:"));
        assertThat(sealed.source()).isNull();
        assertThat(sealed.id()).isNull();
    }

    @Test
    void leavesOpenComponentsAsTheyAre() {
        given.orders("customer-a", "1997-01-01", "1.00");
        InteractionRecorded before = (InteractionRecorded) last().payload();
        InteractionRecorded sealed =
                (InteractionRecorded) PersonalTexts.sealed(last(), vault::seal, Set.of()).payload();
        assertThat(sealed.channel()).isEqualTo(before.channel());
        assertThat(sealed.amount()).isEqualTo(before.amount());
        assertThat(sealed.interactionId()).isEqualTo(before.interactionId());
    }

    @Test
    void sealsInsideRecordsForTheSubjectOfTheEvent() {
        given.names("customer-a", "person-1", "Bob", "1997-01-01");
        ContactPersonAdded sealed =
                (ContactPersonAdded)
                        PersonalTexts.sealed(last(), vault::seal, Set.of("name", "contacts"))
                                .payload();
        assertThat(sealed.name()).startsWith("sealed:person-1:");
        var contact = Objects.requireNonNull(sealed.contacts()).getFirst();
        assertThat(contact.value()).startsWith("sealed:person-1:");
        assertThat(contact.system()).isNull();
    }

    @Test
    void passesAnEventWithoutPersonalPartsOn() {
        given.opens("customer-a", "1997-01-01");
        assertThat(PersonalTexts.sealed(last(), vault::seal, Set.of())).isSameAs(last());
    }
}
