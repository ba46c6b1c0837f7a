package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.access.Reader;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page of each role. */
@Controller
class TodayController {
  private final Today today;

  TodayController(Today today) {
    this.today = today;
  }

  @GetMapping({"/", "/api/today"})
  Shown page(@AuthenticationPrincipal Reader reader, HttpServletRequest request) {
    return new Shown("today", today.of(reader, Zone.of(request)));
  }
}
