/** Audit: what was asked and answered, and which day the business counted. */
@NullMarked
package dev.kehu.audit.api;

import org.jspecify.annotations.NullMarked;
