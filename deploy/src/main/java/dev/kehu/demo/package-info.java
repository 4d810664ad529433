/** The demonstration: real purchases, sent through the same door as everybody's events. */
@NullMarked
package dev.kehu.demo;

import org.jspecify.annotations.NullMarked;
