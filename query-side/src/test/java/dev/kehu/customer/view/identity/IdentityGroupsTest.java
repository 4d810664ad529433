package dev.kehu.customer.view.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.reading.Group;
import dev.kehu.platform.reading.Groups;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.World;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

class IdentityGroupsTest {
    private World world = World.fresh(3);
    private final Scenario given = new Scenario(world.story);

    @AfterEach
    void close() {
        world.close();
    }

    private Group live(String customer) {
        return world.settled().get(Groups.class).live(customer);
    }

    private Group told(String customer) {
        return world.get(Groups.class).told(customer, id -> world.story.readSubject(id, 0, 100));
    }

    @Test
    void leavesACustomerThatWasNeverMergedAlone() {
        given.opens("customer-a", "1997-01-01");
        assertThat(live("customer-a")).isEqualTo(Group.alone("customer-a"));
        assertThat(world.store.count("identity_g1")).isZero();
    }

    @Test
    void looksForNoDocumentOfACustomerThatWasNeverMerged() {
        given.opens("customer-a", "1997-01-01");
        world.settled();
        int before = world.store.loads("identity_g1");
        assertThat(live("customer-a").members()).containsExactly("customer-a");
        assertThat(world.store.loads("identity_g1")).isEqualTo(before);
    }

    @Test
    void knowsWhoWasMergedAfterARestart() {
        given.merges("customer-a", "customer-b", "1997-01-01");
        world.settled().stop();
        world = new World(world.story, world.store, 3);
        assertThat(live("customer-b"))
                .isEqualTo(new Group("customer-a", List.of("customer-a", "customer-b")));
    }

    @Test
    void findsTheWholeGroupFromAnyMember() {
        given.merges("customer-b", "customer-c", "1997-01-01");
        given.merges("customer-a", "customer-b", "1997-01-02");
        for (String member : new String[] {"customer-a", "customer-b", "customer-c"}) {
            assertThat(live(member).survivor()).isEqualTo("customer-a");
            assertThat(live(member).members())
                    .containsExactly("customer-a", "customer-b", "customer-c");
            assertThat(told(member)).isEqualTo(live(member));
        }
    }

    @Test
    void takesOneMemberOutAndLeavesTheOthers() {
        given.merges("customer-a", "customer-b", "1997-01-01");
        given.merges("customer-a", "customer-c", "1997-01-02");
        given.separates("customer-a", "customer-b", "1997-01-03");
        assertThat(live("customer-c").members()).containsExactly("customer-a", "customer-c");
        assertThat(live("customer-b")).isEqualTo(Group.alone("customer-b"));
        assertThat(told("customer-b")).isEqualTo(live("customer-b"));
    }

    @Test
    void endsEvenOnACircle() {
        Map<String, Identity> circle = Map.of("a", identity("a", "b"), "b", identity("b", "a"));
        assertThat(IdentityGroups.group("a", circle::get).members()).contains("a");
    }

    private static Identity identity(String id, String other) {
        return new Identity(
                id, 1, other, Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(other))));
    }
}
