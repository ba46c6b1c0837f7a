package dev.plainsight.dashboard.pages;

/**
 * What a controller answers: a page, rendered by its template, or as it is under {@code /api}. So
 * both have the same addresses, the same wall and the same content.
 */
record Shown(String template, Object page) {}
