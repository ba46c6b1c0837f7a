package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.Reads;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The auditor's page, the exceptions of a control, the packages; and the owner's list of looks. */
@Controller
class EvidenceController {
  private final EvidenceRoom room;
  private final Packages packages;
  private final Reads reads;

  EvidenceController(EvidenceRoom room, Packages packages, Reads reads) {
    this.room = room;
    this.packages = packages;
    this.reads = reads;
  }

  /** As of {@code ?day=}, or of today. */
  @GetMapping({"/evidence", "/api/evidence"})
  Shown evidence(HttpServletRequest request) {
    return new Shown("evidence", room.page(day(request)));
  }

  @GetMapping({"/evidence/controls/{control}", "/api/evidence/controls/{control}"})
  Shown exceptions(@PathVariable String control, HttpServletRequest request) {
    return new Shown("control", room.exceptions(control, day(request)));
  }

  @GetMapping("/evidence/packages/{name}")
  ResponseEntity<Resource> download(@PathVariable String name) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/zip"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(new FileSystemResource(packages.file(name)));
  }

  @GetMapping({"/looks", "/api/looks"})
  Shown looks() {
    return new Shown("looks", reads.log().recent());
  }

  private static LocalDate day(HttpServletRequest request) {
    return Filters.day(request.getParameter("day"), LocalDate.now(Zone.of(request)));
  }
}
