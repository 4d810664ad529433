/** People who are easily found again. */
@org.jspecify.annotations.NullMarked
package dev.kehu.privacy;
