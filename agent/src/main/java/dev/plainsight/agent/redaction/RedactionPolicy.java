package dev.plainsight.agent.redaction;

/**
 * What a site allows to leave its machines.
 *
 * @param titles of windows
 * @param domains whether the site in focus is told
 * @param commands whether the command of an elevation is told, secrets masked; its hash always is
 * @param commandLines whether the command lines of processes are told, secrets masked
 */
public record RedactionPolicy(
    TitlePolicy titles, boolean domains, boolean commands, boolean commandLines) {
  /** Masked titles, no domains, elevated commands with secrets masked, no command lines. */
  public static final RedactionPolicy DEFAULT =
      new RedactionPolicy(TitlePolicy.MASKED, false, true, false);
}
