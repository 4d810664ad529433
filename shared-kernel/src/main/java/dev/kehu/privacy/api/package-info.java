/** What may be asked about the privacy of people, and what can have happened to it. */
@NullMarked
package dev.kehu.privacy.api;

import org.jspecify.annotations.NullMarked;
