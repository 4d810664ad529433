/** Merkle trees as in RFC 6962 and RFC 9162, and the addresses of their tiles. */
package dev.kehu.verifier.tree;
