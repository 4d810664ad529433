package dev.kehu.wrong.customer.command;

import org.slf4j.Logger;

/** Pure state does not log. */
record TalkativeState(Logger log) {}
