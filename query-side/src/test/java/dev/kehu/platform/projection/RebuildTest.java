package dev.kehu.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.projection.EngineTest.Counts;
import dev.kehu.platform.projection.compare.Comparison;
import dev.kehu.platform.projection.compare.Difference;
import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.world.Scenario;

import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

class RebuildTest extends RebuiltWorld {
    @Nested
    class WhatItCompares {
        @Test
        void isEveryDocumentOfOldAndNew() {
            orders(A, B, C, A);
            change("counts_g1", A, "count", new BsonInt64(99));
            world.store.remove("counts_g1", List.of(B));
            var strange = new BsonDocument("_id", new BsonString("customer-z"));
            strange.append("position", new BsonInt64(2)).append("count", new BsonInt64(1));
            world.store.insert("counts_g1", List.of(strange));
            rebuild().rebuild("counts", told);
            Comparison all = told.compared.getFirst();
            assertThat(all)
                    .extracting(
                            Comparison::view,
                            Comparison::position,
                            Comparison::same,
                            Comparison::different,
                            Comparison::onlyOld,
                            Comparison::onlyNew,
                            Comparison::later,
                            Comparison::exact)
                    .containsExactly("counts", 4L, 1L, 1L, 1L, 1L, 0L, true);
            assertThat(all.sample())
                    .extracting(Difference::subject, Difference::fields, Difference::why)
                    .containsExactlyInAnyOrder(
                            tuple(
                                    A,
                                    List.of("count"),
                                    "the same events give another content:"
                                            + " the fold has changed, or it was damaged"),
                            tuple(B, List.of(), "the old one lacked it"),
                            tuple("customer-z", List.of(), "no event leads to it"));
            String event = story.readAfter(3, 1).getFirst().eventId().toString();
            assertThat(all.sample())
                    .filteredOn(each -> each.subject().equals(A))
                    .allMatch(each -> each.after().equals(new Difference.Newest(4, event)));
            assertThat(count(A)).isEqualTo(2);
        }

        @Test
        void isToldWithoutWhatStandsInADocument() {
            given.registers(A, "C1", "Ann Example", "1997-01-01");
            world.settled();
            change(
                    "customer360_g1",
                    A,
                    "name",
                    new BsonString(world.vault.seal(A, Category.OTHER, "Eve Other")));
            rebuild().rebuild("customer360", told);
            Comparison all = told.compared.getFirst();
            assertThat(all.sample())
                    .singleElement()
                    .extracting(Difference::fields)
                    .asString()
                    .contains("name");
            assertThat(all.toString()).doesNotContain("Ann", "Eve", "sealed");
        }

        @Test
        void saysWhomTheOldOneHadParked() {
            given.meets(A, "web", "poison", DAY);
            orders(A);
            world.get(Counts.class).healed = true;
            rebuild().rebuild("counts", told);
            assertThat(told.compared.getFirst().sample())
                    .singleElement()
                    .extracting(Difference::why)
                    .isEqualTo("the old one had parked the subject at event 1");
        }

        @Test
        void isNothingWhereEverythingIsAsItWas() {
            Scenario.random(story, new Random(3), 700);
            world.settled();
            rebuild().rebuild(world.views().names(), told);
            assertThat(told.compared).hasSameSizeAs(world.views().names());
            assertThat(told.compared).allMatch(each -> each.changed() == 0 && each.later() == 0);
            assertThat(told.compared).anyMatch(each -> each.same() > 10);
        }

        @Test
        void isToldToWhoWaitedForIt() {
            orders(A);
            Told other = new Told();
            CompletableFuture<Boolean> second = new CompletableFuture<>();
            told.then =
                    progress -> {
                        var waits =
                                CompletableFuture.supplyAsync(
                                        () -> rebuild().rebuild("counts", other),
                                        Thread::startVirtualThread);
                        waits.thenAccept(second::complete);
                        await().until(() -> !other.steps.isEmpty());
                        return true;
                    };
            rebuild().rebuild("counts", told);
            assertThat(second.join()).isTrue();
            assertThat(other.compared).isEqualTo(told.compared).hasSize(1);
        }
    }

    @Nested
    class TheOldOne {
        @Test
        void isKeptOverARestartUntilItIsDropped() {
            orders(A, B);
            rebuild().rebuild("counts", told);
            counts().open();
            assertThat(world.store.collections()).contains("counts_g1", "counts_g2");
            assertThat(rebuild().kept()).containsOnlyKeys("counts").containsValue(2L);
            assertThat(rebuild().dropKept(world.views().names())).containsExactly("counts");
            assertThat(world.store.collections()).contains("counts_g2").doesNotContain("counts_g1");
            assertThat(rebuild().dropKept(Set.of("counts"))).isEmpty();
            assertThat(count(A)).isEqualTo(1);
        }

        @Test
        void isOnlyTheLastOfThem() {
            orders(A);
            rebuild().rebuild("counts", told);
            rebuild().rebuild("counts", told);
            assertThat(world.store.collections())
                    .contains("counts_g2", "counts_g3")
                    .doesNotContain("counts_g1");
        }

        @Test
        void answersAgainOnceItHasCaughtUp() {
            orders(A, B);
            rebuild().rebuild("counts", told);
            orders(A);
            assertThat(rebuild().back(Set.of("counts"), told)).isTrue();
            assertThat(counts().generation()).isEqualTo(1);
            assertThat(count(A)).isEqualTo(2);
            assertThat(told.compared.getLast().changed()).isZero();
            orders(A);
            assertThat(count(A)).isEqualTo(3);
            assertThat(rebuild().kept()).containsEntry("counts", 3L);
            rebuild().rebuild("counts", told);
            assertThat(counts().generation()).isEqualTo(3);
        }

        @Test
        void staysKeptWhenTheWayBackIsCancelled() {
            orders(A);
            rebuild().rebuild("counts", told);
            orders(A);
            assertThat(rebuild().back(Set.of("counts"), step -> false)).isFalse();
            assertThat(counts().generation()).isEqualTo(2);
            assertThat(rebuild().kept()).containsOnlyKeys("counts");
            assertThat(rebuild().back(Set.of("counts"), told)).isTrue();
            assertThat(count(A)).isEqualTo(2);
        }

        @Test
        void isNotThereBeforeTheFirstRebuild() {
            orders(A);
            assertThatThrownBy(() -> rebuild().back(Set.of("counts"), told))
                    .isInstanceOf(Refusal.class)
                    .extracting("code")
                    .isEqualTo("view.nothing-kept");
            assertThat(rebuild().isRebuilding("counts")).isFalse();
        }

        @Test
        void ofAnotherFoldIsKeptToCompareWithAndDoesNotAnswer() {
            orders(A, B);
            Manifest m = world.store.manifest("counts").orElseThrow();
            world.store.remember(
                    new Manifest(
                            m.view(),
                            m.generation(),
                            m.storeId(),
                            m.foldVersion() + 1,
                            m.position(),
                            m.eventId()));
            change("counts_g1", A, "count", new BsonInt64(0));
            counts().open();
            assertThat(counts().position()).isZero();
            assertThat(rebuild().kept()).containsEntry("counts", 2L);
            rebuild().rebuild("counts", told);
            assertThat(told.compared.getFirst().same()).isEqualTo(1);
            assertThat(told.compared.getFirst().different()).isEqualTo(1);
            assertThatThrownBy(() -> rebuild().back(Set.of("counts"), told))
                    .hasMessageContaining("is kept that could answer");
        }
    }
}
