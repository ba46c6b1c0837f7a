/**
 * The published examples of each rule: its documentation, its tests, and what canaries are made of.
 */
@NullMarked
package dev.plainsight.detect.examples;

import org.jspecify.annotations.NullMarked;
