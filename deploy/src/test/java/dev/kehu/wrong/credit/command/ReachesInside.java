package dev.kehu.wrong.credit.command;

import dev.kehu.wrong.customer.command.CustomerInside;

/** Goes past the api. */
record ReachesInside(CustomerInside inside) {}
