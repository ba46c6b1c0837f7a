package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.access.Reader;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.util.UriUtils;

/** The people a reader may see, a day of one of them, and the employee's own. */
@Controller
class PeopleController {
  private final PersonDay days;

  PeopleController(PersonDay days) {
    this.days = days;
  }

  @GetMapping({"/people", "/api/people"})
  Shown people(Model model, @AuthenticationPrincipal Reader reader, HttpServletRequest request) {
    model.addAttribute("today", LocalDate.now(Zone.of(request)));
    return new Shown("people", days.people(reader));
  }

  /** The day is chosen by {@code ?day=}, and is today without it. */
  @GetMapping({"/people/{person}", "/api/people/{person}"})
  Shown day(
      @AuthenticationPrincipal Reader reader,
      @PathVariable String person,
      HttpServletRequest request) {
    return of(reader, person, request, "/people/" + UriUtils.encodePathSegment(person, "UTF-8"));
  }

  @GetMapping({"/me", "/api/me"})
  Shown me(@AuthenticationPrincipal Reader reader, HttpServletRequest request) {
    return reader.person().isEmpty()
        ? new Shown("nobody", reader)
        : of(reader, reader.person(), request, "/me");
  }

  private Shown of(Reader reader, String person, HttpServletRequest request, String base) {
    ZoneId zone = Zone.of(request);
    LocalDate day = Filters.day(request.getParameter("day"), LocalDate.now(zone));
    return new Shown("day", days.of(reader, person, day, zone, base));
  }
}
