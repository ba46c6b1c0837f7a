package dev.plainsight.agent.redaction;

import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.Limits;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.presence.Scene;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.avro.specific.SpecificRecord;

/**
 * The last line before the outbox: nothing passes it that the policy does not allow, and no text
 * over its limit. Pure, and applying it twice is the same as once.
 */
public final class Redaction {
  private final RedactionPolicy policy;

  public Redaction(RedactionPolicy policy) {
    this.policy = policy;
  }

  /** Redacts the event in place. */
  public ActivityEvent apply(ActivityEvent event) {
    Presence presence = event.getPresence();
    if (presence != null) {
      presence(presence);
    }
    Logon logon = event.getLogon();
    if (logon != null) {
      logon(logon);
    }
    Process process = event.getProcess();
    if (process != null) {
      String line = process.getCommandLine();
      process.setCommandLine(policy.commandLines() ? Secrets.mask(line) : "");
    }
    bound(event);
    return event;
  }

  /** A title as the policy allows it. */
  public String title(String title) {
    return switch (policy.titles()) {
      case OFF, APP_ONLY -> "";
      case MASKED -> Titles.mask(title);
      case FULL -> title;
    };
  }

  /** An application as the policy allows it. */
  public String app(String app) {
    return policy.titles() == TitlePolicy.OFF ? "" : app;
  }

  /** A scene as the policy allows it. */
  public Scene scene(Scene scene) {
    return new Scene(
        app(scene.app()),
        title(scene.title()),
        policy.domains() ? scene.domain() : "",
        scene.fullscreen(),
        scene.inCall(),
        scene.remoteSession());
  }

  private void presence(Presence slice) {
    slice.setApp(app(slice.getApp()));
    slice.setTitle(title(slice.getTitle()));
    slice.setDomain(policy.domains() ? slice.getDomain() : "");
  }

  /** The hash is that of the masked command: a hash of the secret itself could be guessed. */
  private void logon(Logon logon) {
    String command = logon.getCommand();
    if (!command.isEmpty()) {
      String masked = Secrets.mask(command);
      logon.setCommandHash(sha256(masked));
      logon.setCommand(policy.commands() ? masked : "");
    }
  }

  private static String sha256(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(HashChain.sha256().digest(bytes));
  }

  /** Cuts each text to its limit and takes control characters out. */
  private static void bound(SpecificRecord record) {
    var fields = record.getSchema().getFields();
    for (int i = 0; i < fields.size(); i++) {
      Object value = record.get(i);
      if (value instanceof String text) {
        boolean isCommand = fields.get(i).name().startsWith("command");
        record.put(i, clean(text, isCommand ? Limits.COMMAND_CHARS_MAX : Limits.TEXT_CHARS_MAX));
      } else if (value instanceof SpecificRecord inner) {
        bound(inner);
      }
    }
  }

  private static String clean(String text, int charsMax) {
    boolean isClean = text.length() <= charsMax && text.chars().noneMatch(Character::isISOControl);
    if (isClean) {
      return text;
    }
    int end = Math.min(text.length(), charsMax);
    int whole = end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    StringBuilder cut = new StringBuilder(whole);
    for (int i = 0; i < whole; i++) {
      char c = text.charAt(i);
      cut.append(Character.isISOControl(c) ? ' ' : c);
    }
    return cut.toString();
  }
}
