package dev.plainsight.dashboard.access;

import dev.plainsight.contract.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The local accounts, from {@code accounts.yaml} in the dashboard's data folder. */
final class Accounts {
  private final Map<String, Account> accounts;

  private Accounts(Map<String, Account> accounts) {
    this.accounts = Map.copyOf(accounts);
  }

  Optional<Account> named(String name) {
    return Optional.ofNullable(accounts.get(name));
  }

  static Accounts read(Path file) {
    try {
      Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
      Map<String, Account> accounts = new LinkedHashMap<>();
      if (root instanceof Map<?, ?> entries) {
        entries.forEach(
            (name, entry) -> accounts.put(name + "", account(file, name + "", (Map<?, ?>) entry)));
      }
      return new Accounts(accounts);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the accounts in " + file, e);
    }
  }

  private static Account account(Path file, String name, Map<?, ?> entry) {
    return new Account(
        new Reader(
            name,
            role(file, name, text(entry, "role")),
            text(entry, "person"),
            text(entry, "team")),
        text(entry, "password"));
  }

  private static Role role(Path file, String name, String role) {
    try {
      return Role.valueOf(role.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          file
              + ": account '"
              + name
              + "' has the role '"
              + role
              + "'; it must be employee, manager, analyst, auditor, it or owner",
          e);
    }
  }

  private static String text(Map<?, ?> entry, String key) {
    Object value = entry.get(key);
    return value == null ? "" : value.toString();
  }
}
