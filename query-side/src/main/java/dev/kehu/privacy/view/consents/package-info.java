/** View: what a customer allows, for which purpose, on which channel, and since when. */
@NullMarked
package dev.kehu.privacy.view.consents;

import org.jspecify.annotations.NullMarked;
