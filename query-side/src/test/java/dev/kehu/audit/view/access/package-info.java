@NullMarked
package dev.kehu.audit.view.access;

import org.jspecify.annotations.NullMarked;
