package dev.kehu.wrong.customer.web;

import org.axonframework.commandhandling.CommandHandler;

/** The edge sends commands, it does not decide them. */
final class HandlesCommands {
    @CommandHandler
    void handle(String command) {}
}
