/**
 * Proves a history without Kehu. Imports the JDK alone, not even an annotation, so that an auditor
 * can compile and read all of it.
 */
package dev.kehu.verifier;
