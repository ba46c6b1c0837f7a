package dev.plainsight.dashboard.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Shows what controllers answer with {@link Shown}: JSON under {@code /api}, else HTML. */
@Component
class Showing implements HandlerMethodReturnValueHandler, WebMvcConfigurer {
  private final JsonMapper json;

  Showing(JsonMapper json) {
    this.json = json;
  }

  @Override
  public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
    handlers.add(this);
  }

  @Override
  public boolean supportsReturnType(MethodParameter type) {
    return type.getParameterType() == Shown.class;
  }

  @Override
  public void handleReturnValue(
      @Nullable Object value,
      MethodParameter type,
      ModelAndViewContainer answer,
      NativeWebRequest request)
      throws IOException {
    if (!(value instanceof Shown shown)) {
      throw new IllegalStateException(type.getMethod() + " answered with nothing to show");
    }
    if (isJson(request)) {
      answer.setRequestHandled(true);
      write(shown.page(), request.getNativeResponse(HttpServletResponse.class));
    } else {
      answer.addAttribute("page", shown.page());
      answer.setViewName(shown.template());
    }
  }

  private static boolean isJson(NativeWebRequest request) {
    HttpServletRequest asked = request.getNativeRequest(HttpServletRequest.class);
    return asked != null && asked.getRequestURI().startsWith("/api/");
  }

  private void write(Object page, @Nullable HttpServletResponse response) throws IOException {
    if (response != null) {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      json.writeValue(response.getOutputStream(), page);
    }
  }
}
