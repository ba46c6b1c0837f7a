package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.DashboardSettings;
import dev.plainsight.dashboard.access.PrivateFile;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Names for auditors that are the same each time and tell nothing: a keyed hash, the key in the
 * dashboard's data folder.
 */
@Component
class Pseudonyms {
  private static final int SIGNS = 6;

  private final byte[] key;

  Pseudonyms(DashboardSettings settings) {
    this.key = PrivateFile.key(settings.data().resolve("pseudonyms.key"));
  }

  String of(String person) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] hash = mac.doFinal(person.getBytes(StandardCharsets.UTF_8));
      return "P-" + HexFormat.of().withUpperCase().formatHex(hash).substring(0, SIGNS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM lacks HmacSHA256", e);
    }
  }

  /** The text with each of the names, longest first, replaced wherever it stands as a word. */
  String in(String text, Collection<String> names) {
    String out = text;
    for (String name :
        names.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      if (!name.isEmpty() && out.contains(name)) {
        out =
            Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])")
                .matcher(out)
                .replaceAll(of(name));
      }
    }
    return out;
  }
}
