package dev.kehu.platform.commandbus.axonserver;

import dev.kehu.audit.api.CalendarCommand;
import dev.kehu.customer.api.CustomerCommand;
import dev.kehu.customer.api.CustomerReference;
import dev.kehu.interaction.api.InteractionCommand;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.distributed.RoutingStrategy;

/**
 * Commands with one key go to one process as long as the processes stay the same, so that commands
 * about one customer, named in one way, wait for each other there instead of colliding. Nothing
 * rests on it: two processes that append to one stream are told apart by the store.
 */
final class RoutingKeys implements RoutingStrategy {
    @Override
    public String getRoutingKey(CommandMessage<?> message) {
        return switch (message.getPayload()) {
            case CustomerCommand c -> of(c);
            case InteractionCommand c -> of(c);
            case CalendarCommand c -> c.calendar();
            default ->
                    throw new IllegalArgumentException(
                            message.getCommandName()
                                    + " is of no family of commands that may cross");
        };
    }

    private static String of(CustomerCommand command) {
        return switch (command) {
            case CustomerCommand.RegisterCustomer c -> c.codeId().value();
            case CustomerCommand.CorrectContact c -> c.customerId().value();
            case CustomerCommand.AddContactPerson c -> c.customerId().value();
            case CustomerCommand.MergeCustomers c -> c.survivor().value();
            case CustomerCommand.UnmergeCustomers c -> c.survivor().value();
            case CustomerCommand.PlaceHold c -> c.customerId().value();
            case CustomerCommand.LiftHold c -> c.customerId().value();
        };
    }

    private static String of(InteractionCommand command) {
        return switch (command) {
            case InteractionCommand.RecordInteraction c -> of(c.customer());
            case InteractionCommand.ReceiveCustomerFile c -> of(c.file());
            case InteractionCommand.ReleaseDelivery c -> of(c.held());
            case InteractionCommand.QuarantineDelivery c -> c.interactionId().value();
            case InteractionCommand.AnnotateInteraction c -> c.interactionId().value();
            case InteractionCommand.DiscardDelivery c -> c.interactionId().value();
        };
    }

    private static String of(CustomerReference customer) {
        return switch (customer) {
            case CustomerReference.ById c -> c.customerId().value();
            case CustomerReference.ByCode c -> c.codeId().value();
            case CustomerReference.ByContact c -> c.contactId().value();
        };
    }
}
