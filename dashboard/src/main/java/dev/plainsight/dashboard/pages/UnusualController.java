package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.access.Reader;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The unusual activity report, a person in it, and one finding. */
@Controller
class UnusualController {
  private final Unusual unusual;

  UnusualController(Unusual unusual) {
    this.unusual = unusual;
  }

  @GetMapping({"/unusual", "/api/unusual"})
  Shown report(@AuthenticationPrincipal Reader reader, HttpServletRequest request) {
    return new Shown("unusual", unusual.report(reader, Filters.of(request), Frame.words(request)));
  }

  @GetMapping({"/unusual/{person}", "/api/unusual/{person}"})
  Shown instances(
      @AuthenticationPrincipal Reader reader,
      @PathVariable String person,
      HttpServletRequest request) {
    return new Shown("instances", unusual.instances(reader, person, Filters.of(request)));
  }

  @GetMapping({"/unusual/{person}/{id}", "/api/unusual/{person}/{id}"})
  Shown finding(
      @AuthenticationPrincipal Reader reader,
      @PathVariable String person,
      @PathVariable String id) {
    return new Shown("finding", unusual.finding(reader, person, id));
  }
}
