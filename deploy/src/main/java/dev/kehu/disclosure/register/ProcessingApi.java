package dev.kehu.disclosure.register;

import dev.kehu.disclosure.register.ProcessingRegister.Activity;
import dev.kehu.privacy.process.retention.PersonRetention;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** The register of processing over HTTP. */
@RestController
class ProcessingApi {
    private final PersonRetention retention;

    ProcessingApi(PersonRetention retention) {
        this.retention = retention;
    }

    /**
     * The register.
     *
     * @param periods of retention in use, null where nobody has laid down any
     */
    record Register(List<Activity> activities, PersonRetention.@Nullable Periods periods) {}

    @GetMapping("/v1/audit/processing")
    Register register() {
        List<PersonRetention.Periods> all = retention.standing().periods();
        return new Register(ProcessingRegister.activities(), all.isEmpty() ? null : all.getLast());
    }
}
