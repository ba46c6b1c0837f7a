package dev.plainsight.dashboard.pages;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** What is open to everybody: the sign-in page, and whether the programme is up. */
@Controller
class Door {
  @GetMapping("/sign-in")
  String signIn() {
    return "sign-in";
  }

  /** For a supervisor: up, without detail. */
  @GetMapping("/health")
  @ResponseBody
  ResponseEntity<String> health() {
    return ResponseEntity.ok("up\n");
  }
}
