package dev.kehu.wrong.customer.web;

import org.springframework.beans.factory.annotation.Autowired;

/** What a class needs stands in its constructor. */
final class InjectedField {
    @Autowired private String name = "";

    String name() {
        return name;
    }
}
