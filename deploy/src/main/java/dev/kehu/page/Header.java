package dev.kehu.page;

import dev.kehu.kernel.BusinessClock;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

import java.time.LocalDate;

/**
 * What all pages have in common: the way words look, the business day, and ways to pages the reader
 * may see.
 */
@Component
public final class Header {
    private final Reading reading;
    private final BusinessClock clock;
    private final WebInvocationPrivilegeEvaluator rules;

    Header(Reading reading, BusinessClock clock, WebInvocationPrivilegeEvaluator rules) {
        this.reading = reading;
        this.clock = clock;
        this.rules = rules;
    }

    void write(Model model) {
        LocalDate real = clock.real().atZone(reading.zone()).toLocalDate();
        model.addAttribute("say", new Wording(reading.zone()));
        model.addAttribute("businessDay", clock.today());
        model.addAttribute("realDay", real);
        model.addAttribute("daySet", !clock.today().equals(real));
        model.addAttribute("q", "");
        model.addAttribute("mayReport", may("/reports"));
    }

    /** What would be answered 403 is not offered. */
    private boolean may(String path) {
        Authentication reader = SecurityContextHolder.getContext().getAuthentication();
        return reader != null && rules.isAllowed("", path, "GET", reader);
    }
}
