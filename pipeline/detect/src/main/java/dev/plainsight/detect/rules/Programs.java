package dev.plainsight.detect.rules;

import java.util.Locale;
import java.util.regex.Pattern;

/** What counts as one program. */
public final class Programs {
  private static final Pattern ENDING = Pattern.compile("(\\.(exe|dll|com|scr|mui|bin))+$");

  private Programs() {}

  /**
   * The name of a program without folders, case and endings: {@code C:\Tools\PsExec.exe.mui} is
   * {@code psexec}. Folders are left out because they hold people's names and versions.
   */
  public static String nameOf(String path) {
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return ENDING.matcher(name.toLowerCase(Locale.ROOT)).replaceFirst("");
  }
}
