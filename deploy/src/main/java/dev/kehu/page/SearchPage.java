package dev.kehu.page;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code GET /}: the search box and the customers that fit. */
@Controller
class SearchPage {
    private static final int LIMIT = 25;

    private final Reading reading;
    private final Header header;

    SearchPage(Reading reading, Header header) {
        this.reading = reading;
        this.header = header;
    }

    @ModelAttribute
    void header(Model model) {
        header.write(model);
    }

    @GetMapping("/")
    String search(
            @RequestParam(name = "q", defaultValue = "") String q,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            Model model) {
        Address here = Address.of().with("q", q.strip());
        var found = reading.find(q.strip(), cursor, LIMIT);
        model.addAttribute("q", q.strip());
        model.addAttribute("found", found);
        model.addAttribute("files", Address.of("v1", "customers").with("q", q.strip()));
        model.addAttribute("first", cursor == null ? null : here);
        model.addAttribute("more", found.next() == null ? null : here.with("cursor", found.next()));
        return "search";
    }
}
