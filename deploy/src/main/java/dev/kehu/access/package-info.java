/** Who may do what: accounts, sign-in over HTTP Basic, and the rules by role. */
@NullMarked
package dev.kehu.access;

import org.jspecify.annotations.NullMarked;
