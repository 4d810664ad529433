/**
 * CloudEvents 1.0 over HTTP: binary, structured and batch, read strictly and without losing what is
 * not understood.
 */
@NullMarked
package dev.kehu.platform.cloudevents;

import org.jspecify.annotations.NullMarked;
