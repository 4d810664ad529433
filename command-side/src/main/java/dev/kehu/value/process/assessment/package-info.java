/**
 * What follows by itself about customers' value: facts are measured, and assessments recorded where
 * they are news.
 */
@NullMarked
package dev.kehu.value.process.assessment;

import org.jspecify.annotations.NullMarked;
