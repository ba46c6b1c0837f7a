/** Who may see what: accounts, sign-in, roles and the wall between purposes. */
@org.jspecify.annotations.NullMarked
package dev.plainsight.dashboard.access;
