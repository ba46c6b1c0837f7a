package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.Reads;
import dev.plainsight.store.AccessRow;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

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

  @GetMapping("/evidence")
  String evidence(Model model, HttpServletRequest request) {
    model.addAttribute("page", evidenceJson(request));
    return "evidence";
  }

  /** As of {@code ?day=}, or of today. */
  @GetMapping("/api/evidence")
  @ResponseBody
  EvidencePage evidenceJson(HttpServletRequest request) {
    return room.page(day(request));
  }

  @GetMapping("/evidence/controls/{control}")
  String exceptions(Model model, @PathVariable String control, HttpServletRequest request) {
    model.addAttribute("page", exceptionsJson(control, request));
    return "control";
  }

  @GetMapping("/api/evidence/controls/{control}")
  @ResponseBody
  EvidencePage.Exceptions exceptionsJson(@PathVariable String control, HttpServletRequest request) {
    return room.exceptions(control, day(request));
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

  @GetMapping("/looks")
  String looks(Model model) {
    model.addAttribute("page", looksJson());
    return "looks";
  }

  @GetMapping("/api/looks")
  @ResponseBody
  List<AccessRow> looksJson() {
    return reads.log().recent();
  }

  private static LocalDate day(HttpServletRequest request) {
    return Filters.day(request.getParameter("day"), LocalDate.now(Zone.of(request)));
  }
}
