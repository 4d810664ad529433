package dev.kehu.wrong.value.formula;

import org.slf4j.Logger;

/** A formula does not log. */
record Logging(Logger log) {}
