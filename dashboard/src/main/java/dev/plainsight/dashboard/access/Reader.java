package dev.plainsight.dashboard.access;

import java.io.Serializable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who is signed in.
 *
 * @param name of the account
 * @param person the account in the roster that is this reader; empty where there is none
 * @param team the team a manager leads; empty where there is none
 */
public record Reader(String name, Role role, String person, String team)
    implements AuthenticatedPrincipal, Serializable {
  private static final long serialVersionUID = 1;

  @Override
  public String getName() {
    return name;
  }

  public boolean is(Role wanted) {
    return role == wanted;
  }

  /** A manager whom nobody has given a team yet. */
  public boolean lacksTeam() {
    return role == Role.MANAGER && team.isEmpty();
  }
}
