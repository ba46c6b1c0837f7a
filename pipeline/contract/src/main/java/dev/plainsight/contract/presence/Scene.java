package dev.plainsight.contract.presence;

/**
 * What a session shows while it is used: already redacted, for it goes into slices as it is. A
 * change of any part cuts the slice.
 *
 * @param app executable or bundle id in focus; empty: not known
 * @param title window title after redaction
 * @param domain site in focus, by policy
 * @param fullscreen the window in focus fills the screen
 * @param inCall microphone or camera in use
 * @param remoteSession the session is seen from afar
 */
public record Scene(
    String app,
    String title,
    String domain,
    boolean fullscreen,
    boolean inCall,
    boolean remoteSession) {
  /** Nothing known. */
  public static final Scene NONE = new Scene("", "", "", false, false, false);

  /** An application and its window's title, on the spot and in no call. */
  public static Scene of(String app, String title) {
    return new Scene(app, title, "", false, false, false);
  }
}
