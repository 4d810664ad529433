package dev.kehu.wrong.customer.web;

import org.springframework.context.annotation.Configuration;

/** Wiring has its own rooms. */
@Configuration
class DeclaresBeans {}
