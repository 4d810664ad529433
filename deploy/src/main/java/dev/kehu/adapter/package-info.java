/** Adapters chosen by configuration: which view store, and what is measured. */
@NullMarked
package dev.kehu.adapter;

import org.jspecify.annotations.NullMarked;
