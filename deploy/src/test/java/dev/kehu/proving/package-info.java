/** What verifying a data directory comes to. */
@org.jspecify.annotations.NullMarked
package dev.kehu.proving;
