/** The value commands of the command line: judgements and purchases in, JSON out. */
@NullMarked
package dev.kehu.appraisal;

import org.jspecify.annotations.NullMarked;
