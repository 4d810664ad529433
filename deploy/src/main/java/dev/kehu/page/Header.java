package dev.kehu.page;

import dev.kehu.kernel.BusinessClock;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

import java.time.LocalDate;

/** What all pages have in common: the way words look, and the business day. */
@Component
public final class Header {
    private final Reading reading;
    private final BusinessClock clock;

    Header(Reading reading, BusinessClock clock) {
        this.reading = reading;
        this.clock = clock;
    }

    void write(Model model) {
        LocalDate real = clock.real().atZone(reading.zone()).toLocalDate();
        model.addAttribute("say", new Wording(reading.zone()));
        model.addAttribute("businessDay", clock.today());
        model.addAttribute("realDay", real);
        model.addAttribute("daySet", !clock.today().equals(real));
        model.addAttribute("q", "");
    }
}
