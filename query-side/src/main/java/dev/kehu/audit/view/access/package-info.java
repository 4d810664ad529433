/** View: who looked at whom, and how every look is taken down before its answer leaves. */
@NullMarked
package dev.kehu.audit.view.access;

import org.jspecify.annotations.NullMarked;
