package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.Reads;
import dev.plainsight.dashboard.access.Reader;
import dev.plainsight.dashboard.access.Role;
import dev.plainsight.store.read.People.Person;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whom a reader may see: a manager the own team, an analyst everybody, an employee only self. */
@Component
class Scope {
  private final Reads reads;

  Scope(Reads reads) {
    this.reads = reads;
  }

  List<Person> people(Reader reader) {
    return switch (reader.role()) {
      case MANAGER -> reader.lacksTeam() ? List.of() : reads.people().list(reader.team(), "");
      case ANALYST -> reads.people().list("", "");
      case EMPLOYEE ->
          reader.person().isEmpty() ? List.of() : reads.people().list("", reader.person());
      case AUDITOR, IT, OWNER -> List.of();
    };
  }

  /** The person, if this reader may see them; else it is as if there were no such person. */
  Person person(Reader reader, String account) {
    boolean self = reader.is(Role.EMPLOYEE);
    boolean asked = !account.isEmpty() && (!self || account.equals(reader.person()));
    boolean all = reader.is(Role.ANALYST) || self;
    List<Person> found =
        asked && (all || (reader.is(Role.MANAGER) && !reader.lacksTeam()))
            ? reads.people().list(all ? "" : reader.team(), account)
            : List.of();
    return found.stream().findFirst().orElseThrow(() -> new Trouble.NotHere("This person"));
  }
}
