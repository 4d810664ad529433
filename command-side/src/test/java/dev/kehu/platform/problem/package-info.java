@org.jspecify.annotations.NullMarked
package dev.kehu.platform.problem;
