package dev.kehu.disclosure.register;

import dev.kehu.disclosure.register.ProcessingRegister.Activity;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** The register of processing over HTTP. */
@RestController
class ProcessingApi {
    record Register(List<Activity> activities) {}

    @GetMapping("/v1/audit/processing")
    Register register() {
        return new Register(ProcessingRegister.activities());
    }
}
