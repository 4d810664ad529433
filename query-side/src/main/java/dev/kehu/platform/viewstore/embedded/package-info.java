/**
 * A document store inside this process: Mongo's wire protocol over one file of ordered documents.
 */
@NullMarked
package dev.kehu.platform.viewstore.embedded;

import org.jspecify.annotations.NullMarked;
