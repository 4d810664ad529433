/** HTTP edge of what an auditor sees and an administrator decides. */
@NullMarked
package dev.kehu.audit.web;

import org.jspecify.annotations.NullMarked;
