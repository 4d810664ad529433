package dev.kehu.wrong.customer.command;

import dev.kehu.wrong.credit.api.CreditFact;

/** The customer file may not know credit. */
record KnowsCredit(CreditFact fact) {}
