/** Tests of the reports: each against the same figures counted event by event. */
@NullMarked
package dev.kehu.customer.view.report;

import org.jspecify.annotations.NullMarked;
