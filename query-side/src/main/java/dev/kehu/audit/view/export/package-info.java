/** View: every stored event in order, for auditors; no personal text except where it came from. */
@NullMarked
package dev.kehu.audit.view.export;

import org.jspecify.annotations.NullMarked;
