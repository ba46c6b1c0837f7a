package dev.plainsight.scenario;

import java.time.LocalDate;
import java.util.List;

/**
 * Someone of a simulated month, as the company's lists have it and as life goes.
 *
 * @param colleague who, where and when
 * @param laptops in the order in which they were given out
 * @param newLaptopOn when the second one is in use; a day after the month: there is none
 * @param desktop a second computer, used beside the laptop; empty: none
 * @param homeDays of the week, 1 is Monday
 * @param leaveFrom the first day of leave, as planned; with {@code leaveTo} the last one
 * @param awayFrom the first day of a journey, and {@code awayTo} the last one
 * @param city where the journey goes
 * @param leftOn the last day; a day after the month: stays
 * @param careless how likely a wrong password is, times the usual
 */
public record Employee(
    Colleague colleague,
    List<String> laptops,
    LocalDate newLaptopOn,
    String desktop,
    List<Integer> homeDays,
    LocalDate leaveFrom,
    LocalDate leaveTo,
    LocalDate awayFrom,
    LocalDate awayTo,
    int city,
    LocalDate leftOn,
    double careless,
    int provider,
    boolean phone,
    boolean phoneListed,
    boolean rentsExit,
    boolean remoteDesk,
    boolean tests,
    boolean sticks) {

  public String account() {
    return colleague.account();
  }

  String laptop(LocalDate day) {
    return laptops.get(day.isBefore(newLaptopOn) ? 0 : laptops.size() - 1);
  }

  boolean isOnLeave(LocalDate day) {
    return !day.isBefore(leaveFrom) && !day.isAfter(leaveTo);
  }

  boolean isAway(LocalDate day) {
    return !day.isBefore(awayFrom) && !day.isAfter(awayTo);
  }

  boolean isTechnical() {
    return colleague.team().equals("Engineering") || colleague.team().equals("Operations");
  }

  int site() {
    for (int i = 0; i < Atlas.SITES.size(); i++) {
      if (Atlas.SITES.get(i).city().equals(colleague.site())) {
        return i;
      }
    }
    throw new IllegalStateException("no site " + colleague.site());
  }
}
