/** The register of processing, generated from what the events mark as personal. */
@NullMarked
package dev.kehu.disclosure.register;

import org.jspecify.annotations.NullMarked;
