package dev.kehu.page;

import dev.kehu.page.Reading.Freshness;
import dev.kehu.page.Reading.Moment;
import dev.kehu.platform.analysis.report.Report;
import dev.kehu.platform.analysis.report.Reported;
import dev.kehu.platform.analysis.report.Reports;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /reports} and {@code /reports/{name}}: what analysts ask first, drawn and listed. */
@Controller
class ReportsPage {
    private static final String MEASURE = "measure";

    /** Most rows of the table; a file has all. */
    private static final int ROWS = 1_000;

    private final Reports reports;
    private final Reading reading;
    private final Header header;

    ReportsPage(Reports reports, Reading reading, Header header) {
        this.reports = reports;
        this.reading = reading;
        this.header = header;
    }

    @ModelAttribute
    void header(Model model) {
        header.write(model);
    }

    @GetMapping("/reports")
    String reports(Model model) {
        model.addAttribute("reports", reports.all());
        return "reports";
    }

    @GetMapping("/reports/{name}")
    String report(
            @PathVariable("name") String name,
            @RequestParam Map<String, String> given,
            Model model) {
        Map<String, String> asked = new LinkedHashMap<>(given);
        String measure = asked.remove(MEASURE);
        asked.values().removeIf(String::isBlank);
        Reported reported = reports.read(name, asked);
        Report report = reported.report();
        Moment moment = Moments.of(asked.get("asOf"), asked.get("knownAt"), reading.zone());
        List<?> rows = reported.rows();
        model.addAttribute("report", report);
        model.addAttribute("reported", reported);
        model.addAttribute("rows", rows.subList(0, Math.min(ROWS, rows.size())));
        model.addAttribute("chart", ReportChart.of(reported, measure));
        model.addAttribute("moment", moment);
        model.addAttribute("asked", asked);
        model.addAttribute("here", address(Address.of("reports", report.name()), asked));
        model.addAttribute("files", address(Address.of("v1", "reports", report.name()), asked));
        model.addAttribute(
                "freshness",
                new Freshness(reported.freshness().position(), reported.freshness().behind()));
        return "report";
    }

    private static Address address(Address address, Map<String, String> asked) {
        Address with = address;
        for (var each : asked.entrySet()) with = with.with(each.getKey(), each.getValue());
        return with;
    }
}
