/** What may be asked of the introduction of CRM as a project, and what can have happened to one. */
@NullMarked
package dev.kehu.lifecycle.api;

import org.jspecify.annotations.NullMarked;
