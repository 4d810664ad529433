/**
 * What can be asked of assessments: why a score changed, who changed class, what a draft would do.
 */
@NullMarked
package dev.kehu.value.process.explanation;

import org.jspecify.annotations.NullMarked;
