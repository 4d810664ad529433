package dev.kehu.page;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.answer.Unavailable;
import dev.kehu.platform.viewstore.ViewStoreFailure;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** A refusal on a page is a page too: what is wrong, and the way on. */
@ControllerAdvice(assignableTypes = {SearchPage.class, CustomerPage.class, ReportsPage.class})
class PageErrors {
    private final Header header;

    PageErrors(Header header) {
        this.header = header;
    }

    @ExceptionHandler
    String refused(Refusal refusal, Model model, HttpServletResponse response) {
        header.write(model);
        response.setStatus(status(refusal.kind()));
        model.addAttribute("code", refusal.code());
        model.addAttribute("detail", refusal.getMessage());
        return "refused";
    }

    @ExceptionHandler
    String unavailable(Unavailable later, Model model, HttpServletResponse response) {
        header.write(model);
        response.setStatus(503);
        response.setHeader("Retry-After", "2");
        model.addAttribute("code", later.code());
        model.addAttribute("detail", later.getMessage());
        return "refused";
    }

    @ExceptionHandler
    String away(ViewStoreFailure failure, Model model, HttpServletResponse response) {
        return unavailable(
                new Unavailable(failure.code(), "The views cannot be read now; come again"),
                model,
                response);
    }

    private static int status(Refusal.Kind kind) {
        return switch (kind) {
            case UNKNOWN -> 404;
            case CONFLICT -> 409;
            case INVALID -> 400;
            case FORBIDDEN -> 403;
        };
    }
}
