/** Reports: questions with names, each with its rule, its parameters, its columns and a chart. */
@NullMarked
package dev.kehu.platform.analysis.report;

import org.jspecify.annotations.NullMarked;
