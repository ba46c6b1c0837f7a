package dev.plainsight.dashboard.access;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.yaml.snakeyaml.Yaml;

/**
 * The first start: one account a role, with a random password that is printed once and kept only as
 * a hash.
 */
final class FirstStart {
  /** 31 signs that are hard to take for one another: 16 of them are 79 bits. */
  private static final String SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int GROUPS = 4;
  private static final int GROUP_SIGNS = 4;

  private final PasswordEncoder encoder;
  private final SecureRandom random = new SecureRandom();

  FirstStart(PasswordEncoder encoder) {
    this.encoder = encoder;
  }

  /** Writes the file where there is none; the passwords made, by account, or none. */
  Map<String, String> prepare(Path file, String team, String person) {
    if (Files.exists(file)) {
      return Map.of();
    }
    Map<String, String> passwords = new LinkedHashMap<>();
    Map<String, Object> entries = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      String name = role.name().toLowerCase(Locale.ROOT);
      String password = password();
      passwords.put(name, password);
      entries.put(name, entry(role, team, person, password));
    }
    String text =
        "# Local accounts. A password is kept as a bcrypt hash.\n" + new Yaml().dump(entries);
    PrivateFile.write(file, text);
    return passwords;
  }

  private Map<String, Object> entry(Role role, String team, String person, String password) {
    return Map.of(
        "role",
        role.name().toLowerCase(Locale.ROOT),
        "team",
        role == Role.MANAGER ? team : "",
        "person",
        role == Role.EMPLOYEE ? person : "",
        "password",
        encoder.encode(password));
  }

  private String password() {
    return random
        .ints((long) GROUPS * GROUP_SIGNS, 0, SIGNS.length())
        .mapToObj(i -> SIGNS.substring(i, i + 1))
        .collect(Collectors.joining())
        .replaceAll("(.{" + GROUP_SIGNS + "})(?!$)", "$1-");
  }
}
