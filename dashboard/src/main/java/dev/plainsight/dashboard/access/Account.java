package dev.plainsight.dashboard.access;

/** A local account; the password is kept as a bcrypt hash only. */
record Account(Reader reader, String passwordHash) {}
