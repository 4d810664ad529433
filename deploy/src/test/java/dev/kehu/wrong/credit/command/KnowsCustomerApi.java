package dev.kehu.wrong.credit.command;

import dev.kehu.wrong.customer.api.CustomerFact;

/** Does nothing wrong: the matrix allows it. */
record KnowsCustomerApi(CustomerFact fact) {}
