package dev.plainsight.store;

import java.util.UUID;

/**
 * One look at a person, or at a list of people.
 *
 * @param at ms since 1970 UTC
 * @param subject the account looked at, {@code team <name>} or {@code everyone}
 * @param context why it came to be shown, such as the filters in force
 */
public record AccessRow(
    long at, String reader, String role, String subject, String page, String context, UUID id) {

  /** As the questions about the log answer; they do not ask for the id. */
  public static AccessRow of(Row row) {
    return new AccessRow(
        row.at("at"),
        row.text("reader"),
        row.text("role"),
        row.text("subject"),
        row.text("page"),
        row.text("context"),
        new UUID(0, 0));
  }
}
