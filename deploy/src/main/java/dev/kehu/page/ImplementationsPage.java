package dev.kehu.page;

import dev.kehu.lifecycle.view.implementation.EvaluationAnswer;
import dev.kehu.lifecycle.view.implementation.EvaluationAnswer.GoalEvaluation;
import dev.kehu.lifecycle.view.implementation.GetEvaluationOfImplementation;
import dev.kehu.lifecycle.view.implementation.GetImplementationById;
import dev.kehu.lifecycle.view.implementation.ImplementationAnswer;
import dev.kehu.lifecycle.view.implementation.ImplementationsApi;
import dev.kehu.page.Reading.Freshness;
import dev.kehu.page.chart.Along;
import dev.kehu.page.chart.Datum;
import dev.kehu.page.chart.Drawing;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /implementations} and {@code /implementations/{id}}: the board of a project and the
 * evaluation of its effect on one page, to be read and printed.
 */
@Controller
class ImplementationsPage {
    private static final int MOST = 500;

    private final ImplementationsApi implementations;
    private final Header header;

    ImplementationsPage(ImplementationsApi implementations, Header header) {
        this.implementations = implementations;
        this.header = header;
    }

    @ModelAttribute
    void header(Model model) {
        header.write(model);
    }

    @GetMapping("/implementations")
    String list(Model model) {
        model.addAttribute("items", implementations.list(null, MOST).items());
        return "implementations";
    }

    @GetMapping("/implementations/{id}")
    String one(
            @PathVariable("id") String id,
            @RequestParam(name = "asOf", required = false) @Nullable String asOf,
            Model model) {
        ImplementationAnswer it = implementations.one(new GetImplementationById(id));
        EvaluationAnswer effect =
                implementations.evaluation(new GetEvaluationOfImplementation(id, asOf));
        Map<String, Drawing> curves = new LinkedHashMap<>();
        effect.goals().forEach(goal -> curves.put(goal.metric(), curve(goal)));
        model.addAttribute("it", it);
        model.addAttribute("effect", effect);
        model.addAttribute("curves", curves);
        model.addAttribute("asOf", asOf);
        model.addAttribute("freshness", new Freshness(it.position(), it.behind()));
        return "implementation";
    }

    private static Drawing curve(GoalEvaluation goal) {
        List<Datum> points =
                goal.points().stream()
                        .map(point -> new Datum(point.day(), "", List.of(point.value())))
                        .toList();
        return new Along(points, List.of(goal.metric()), true).line();
    }
}
