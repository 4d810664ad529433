package dev.kehu.disclosure.register;

import dev.kehu.disclosure.Part;
import dev.kehu.disclosure.Whom;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What the data is for, by capability. */
@Component
@Order(5)
final class Purposes implements Part {
    @Override
    public String name() {
        return "purposes";
    }

    @Override
    public String title() {
        return "What it is for";
    }

    @Override
    public void tell(Whom whom, Consumer<Object> record) {
        for (ProcessingRegister.Activity each : ProcessingRegister.activities()) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("purpose", each.purpose());
            told.put("why", each.why());
            told.put("basis", each.basis());
            told.put("events", each.events().stream().map(e -> e.name()).toList());
            record.accept(told);
        }
    }
}
