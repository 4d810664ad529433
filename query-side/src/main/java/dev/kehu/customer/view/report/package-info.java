/** View: the reports analysts ask first, about purchases, contacts and answers. */
@NullMarked
package dev.kehu.customer.view.report;

import org.jspecify.annotations.NullMarked;
