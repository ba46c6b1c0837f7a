package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.access.Reader;
import dev.plainsight.store.read.People.Person;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.UriUtils;

/** The people a reader may see, a day of one of them, and the employee's own. */
@Controller
class PeopleController {
  private final PersonDay days;

  PeopleController(PersonDay days) {
    this.days = days;
  }

  @GetMapping("/people")
  String people(Model model, @AuthenticationPrincipal Reader reader, HttpServletRequest request) {
    model.addAttribute("page", days.people(reader));
    model.addAttribute("today", LocalDate.now(Zone.of(request)));
    return "people";
  }

  @GetMapping("/api/people")
  @ResponseBody
  List<Person> peopleJson(@AuthenticationPrincipal Reader reader) {
    return days.people(reader);
  }

  /** The day is chosen by {@code ?day=}, and is today without it. */
  @GetMapping("/people/{person}")
  String day(
      Model model,
      @AuthenticationPrincipal Reader reader,
      @PathVariable String person,
      HttpServletRequest request) {
    model.addAttribute("page", dayJson(reader, person, request));
    return "day";
  }

  @GetMapping("/api/people/{person}")
  @ResponseBody
  DayPage dayJson(
      @AuthenticationPrincipal Reader reader,
      @PathVariable String person,
      HttpServletRequest request) {
    return of(reader, person, request, "/people/" + UriUtils.encodePathSegment(person, "UTF-8"));
  }

  @GetMapping("/me")
  String me(Model model, @AuthenticationPrincipal Reader reader, HttpServletRequest request) {
    if (reader.person().isEmpty()) {
      return "nobody";
    }
    model.addAttribute("page", meJson(reader, request));
    return "day";
  }

  @GetMapping("/api/me")
  @ResponseBody
  DayPage meJson(@AuthenticationPrincipal Reader reader, HttpServletRequest request) {
    return of(reader, reader.person(), request, "/me");
  }

  private DayPage of(Reader reader, String person, HttpServletRequest request, String base) {
    ZoneId zone = Zone.of(request);
    LocalDate day = Filters.day(request.getParameter("day"), LocalDate.now(zone));
    return days.of(reader, person, day, zone, base);
  }
}
