/** The rules, one class each; what they mean is told in {@code rules/<ID>/rule.md}. */
@NullMarked
package dev.plainsight.detect.rules;

import org.jspecify.annotations.NullMarked;
