/**
 * What follows by itself in an implementation: stages open, people are reminded, goals measured.
 */
@NullMarked
package dev.kehu.lifecycle.process;

import org.jspecify.annotations.NullMarked;
