package dev.plainsight.dashboard.pages;

import dev.plainsight.store.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** What a reader sees when something is wrong: what, and the next step; never a stack trace. */
@ControllerAdvice
class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

  /** What the reader may not see, or what is not there: the two look the same from outside. */
  static final class NotHere extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotHere(String what) {
      super(what);
    }
  }

  @ExceptionHandler(StoreException.class)
  ModelAndView store(StoreException e, HttpServletRequest request, HttpServletResponse response) {
    LOG.warn("{}", e.getMessage());
    return page(
        request,
        response,
        HttpStatus.SERVICE_UNAVAILABLE,
        "The store does not answer",
        "Nothing is lost: devices and the log keep what they have. This page comes back by itself;"
            + " if it does not, see plainsight status and the log of the store.");
  }

  @ExceptionHandler(NotHere.class)
  ModelAndView notHere(NotHere e, HttpServletRequest request, HttpServletResponse response) {
    return page(
        request,
        response,
        HttpStatus.NOT_FOUND,
        e.getMessage() + " is not here, or not for you to see",
        "Go back to Today; if you should see it, ask the owner of this installation.");
  }

  @ExceptionHandler(RuntimeException.class)
  ModelAndView bug(RuntimeException e, HttpServletRequest request, HttpServletResponse response) {
    if (response.isCommitted()) {
      LOG.debug("a reader left in the middle of an answer", e);
      return new ModelAndView();
    }
    UUID id = UUID.randomUUID();
    LOG.error("error {}", id, e);
    return page(
        request,
        response,
        HttpStatus.INTERNAL_SERVER_ERROR,
        "This page failed",
        "Try again; if it fails again, give this number to whoever runs Plainsight: " + id);
  }

  private static ModelAndView page(
      HttpServletRequest request,
      HttpServletResponse response,
      HttpStatus status,
      String title,
      String next) {
    response.setStatus(status.value());
    ModelAndView page = new ModelAndView("trouble", Frame.around(request));
    page.addObject("trouble", title);
    page.addObject("next", next);
    page.addObject("status", status.value());
    return page;
  }
}
