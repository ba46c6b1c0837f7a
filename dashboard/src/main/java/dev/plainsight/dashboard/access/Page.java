package dev.plainsight.dashboard.access;

import static dev.plainsight.dashboard.access.Role.ANALYST;
import static dev.plainsight.dashboard.access.Role.AUDITOR;
import static dev.plainsight.dashboard.access.Role.EMPLOYEE;
import static dev.plainsight.dashboard.access.Role.IT;
import static dev.plainsight.dashboard.access.Role.MANAGER;
import static dev.plainsight.dashboard.access.Role.OWNER;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The wall: each page, its place in the rail, and who may open it. What is not here is refused. */
public enum Page {
  TODAY("", "Today", "home", EMPLOYEE, MANAGER, ANALYST, AUDITOR, IT, OWNER),
  UNUSUAL("unusual", "Unusual activity", "pulse", MANAGER),
  ACCESS("access", "Access anomalies", "key", ANALYST),
  PEOPLE("people", "People", "people", MANAGER, ANALYST),
  ME("me", "My data", "person", EMPLOYEE),
  DEVICES("devices", "Devices", "device", IT, ANALYST, OWNER),
  EVIDENCE("evidence", "Evidence", "seal", AUDITOR, OWNER),
  LOOKS("looks", "Who looked", "eye", OWNER);

  private final String path;
  private final String title;
  private final String icon;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed
  private final Set<Role> roles;

  Page(String path, String title, String icon, Role... roles) {
    this.path = path;
    this.title = title;
    this.icon = icon;
    this.roles = Set.of(roles);
  }

  public String href() {
    return "/" + path;
  }

  public String title() {
    return title;
  }

  public String icon() {
    return icon;
  }

  public Set<Role> roles() {
    return roles;
  }

  /** The page, what is below it, and the same as JSON. */
  String[] patterns() {
    return path.isEmpty()
        ? new String[] {"/", "/api/today", "/live"}
        : new String[] {"/" + path, "/" + path + "/**", "/api/" + path, "/api/" + path + "/**"};
  }

  String[] authorities() {
    return roles.stream().map(Role::name).toArray(String[]::new);
  }

  /** The rail of a role, in order. */
  public static List<Page> of(Role role) {
    return Arrays.stream(values()).filter(page -> page.roles.contains(role)).toList();
  }
}
