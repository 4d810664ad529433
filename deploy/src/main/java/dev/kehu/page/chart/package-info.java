/** Charts measured out on the server for an SVG: no scripts, the same figures as the table. */
@NullMarked
package dev.kehu.page.chart;

import org.jspecify.annotations.NullMarked;
