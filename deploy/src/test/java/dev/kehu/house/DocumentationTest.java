package dev.kehu.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class DocumentationTest {
    private static final Path ROOT = Sources.root();

    @Nested
    class EveryPage {
        @Test
        void linksToWhatExists() throws IOException {
            List<String> dead = new ArrayList<>();
            for (Path page : pages()) dead.addAll(Pages.deadLinks(page, Files.readString(page)));
            assertThat(dead).isEmpty();
        }

        @Test
        void speaksOfNobodysMachine() throws IOException {
            List<String> foreign = new ArrayList<>();
            for (Path page : pages())
                foreign.addAll(Pages.foreignWords(page, Files.readString(page)));
            assertThat(foreign).isEmpty();
        }

        private List<Path> pages() throws IOException {
            List<Path> pages = Pages.all(ROOT);
            assertThat(pages).hasSizeGreaterThan(15);
            return pages;
        }
    }

    @Nested
    class DecisionRecords {
        @Test
        void areNumberedWithoutGapsAndListed() throws IOException {
            Path records = ROOT.resolve("docs/adr");
            try (var files = Files.list(records)) {
                List<String> names =
                        files.map(f -> f.getFileName().toString())
                                .filter(f -> !f.equals("README.md"))
                                .toList();
                assertThat(names).isNotEmpty();
                assertThat(
                                Pages.wrongWithRecords(
                                        names, Files.readString(records.resolve("README.md"))))
                        .isEmpty();
            }
        }

        @Test
        void saySituationOptionsDecisionAndConsequences() throws IOException {
            try (var files = Files.list(ROOT.resolve("docs/adr"))) {
                assertThat(files.filter(f -> !f.endsWith("README.md")).toList())
                        .allSatisfy(
                                f ->
                                        assertThat(f)
                                                .content()
                                                .contains(
                                                        "## Context",
                                                        "## Options",
                                                        "no, because",
                                                        "## Decision",
                                                        "## Consequences"))
                        .allSatisfy(
                                f ->
                                        assertThat(Files.readAllLines(f))
                                                .hasSizeLessThanOrEqualTo(60));
            }
        }
    }

    @Test
    void theFrontPageIsShort() throws IOException {
        Path front = ROOT.resolve("README.md");
        if (Files.exists(front))
            assertThat(Files.readAllLines(front)).hasSizeLessThanOrEqualTo(200);
    }

    @Nested
    class WhatIsWrong {
        private final Path page = ROOT.resolve("docs/adr/README.md");

        @Test
        void isSeenOnLinks() {
            assertThat(
                            Pages.deadLinks(
                                    page,
                                    "[a](gone.md) [b](https://example.org) [c](README.md#x)"
                                            + " `[d](no.md)`"))
                    .containsExactly("README.md links to gone.md");
        }

        @Test
        void isSeenOnWords() {
            assertThat(
                            Pages.foreignWords(
                                    page, "see /home/ada/kehu and https://nexus.example.org/x"))
                    .hasSize(2);
            assertThat(Pages.foreignWords(page, "see docs/home/ and https://example.org/registry"))
                    .isEmpty();
        }

        @Test
        void isSeenOnRecords() {
            assertThat(
                            Pages.wrongWithRecords(
                                    List.of("0001-a.md", "0003-c.md", "notes.md"),
                                    "[x](0001-a.md)"))
                    .containsExactly(
                            "0003-c.md breaks the row of numbers",
                            "0003-c.md is not in the list",
                            "notes.md has no number");
        }
    }
}
