package dev.plainsight.agent.redaction;

/** How much of the window in front is told. */
public enum TitlePolicy {
  /** Neither the application nor the title. */
  OFF,
  /** The application only. */
  APP_ONLY,
  /** The title without digits, mail addresses and the queries of addresses. */
  MASKED,
  /** The title as it is. */
  FULL
}
