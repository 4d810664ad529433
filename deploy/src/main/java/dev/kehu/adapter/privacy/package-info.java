/** What the command line asks of privacy beside one person. */
@NullMarked
package dev.kehu.adapter.privacy;

import org.jspecify.annotations.NullMarked;
