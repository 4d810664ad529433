/** Tests of assessments of customers' value. */
@NullMarked
package dev.kehu.value.process.assessment;

import org.jspecify.annotations.NullMarked;
