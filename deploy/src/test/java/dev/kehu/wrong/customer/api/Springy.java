package dev.kehu.wrong.customer.api;

import org.springframework.stereotype.Component;

/** What may be asked must not need a framework. */
@Component
public class Springy {}
