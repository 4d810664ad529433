/** Adapters chosen by configuration: which view store, health, errands of the command line. */
@NullMarked
package dev.kehu.adapter;

import org.jspecify.annotations.NullMarked;
