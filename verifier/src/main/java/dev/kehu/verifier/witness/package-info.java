/** A witness: a process with a key of its own that signs what a log says only when it fits. */
package dev.kehu.verifier.witness;
