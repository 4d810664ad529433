package dev.kehu.customer.api;

/** How a channel says which customer it means. */
public sealed interface CustomerReference {
    /** By our own id. */
    record ById(CustomerId customerId) implements CustomerReference {}

    /** By the firm's customer code. */
    record ByCode(CustomerCodeId codeId) implements CustomerReference {}

    /**
     * By the address used; an unknown one opens an anonymous customer with the id {@code fresh}.
     */
    record ByContact(ContactPointId contactId, Contact contact, CustomerId fresh)
            implements CustomerReference {}
}
