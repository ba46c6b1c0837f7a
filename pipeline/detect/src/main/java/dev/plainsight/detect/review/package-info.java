/** What people decided about findings, and what that teaches the rules. */
@org.jspecify.annotations.NullMarked
package dev.plainsight.detect.review;
