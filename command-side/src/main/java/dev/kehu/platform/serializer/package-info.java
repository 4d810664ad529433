/** How payloads are stored: by stable names, open parts in clear, personal parts sealed. */
@NullMarked
package dev.kehu.platform.serializer;

import org.jspecify.annotations.NullMarked;
