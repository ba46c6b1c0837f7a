/** The pages: a record each, rendered as HTML and served as JSON. */
@org.jspecify.annotations.NullMarked
package dev.plainsight.dashboard.pages;
