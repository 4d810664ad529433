/** How a no is told over HTTP: problem+json (RFC 9457) with a stable type. */
@NullMarked
package dev.kehu.platform.problem;

import org.jspecify.annotations.NullMarked;
