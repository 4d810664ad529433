/** What is measured of views beside their rebuild: following live, reading, asking. */
@NullMarked
package dev.kehu.bench.view;

import org.jspecify.annotations.NullMarked;
