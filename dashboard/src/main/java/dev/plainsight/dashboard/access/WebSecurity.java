package dev.plainsight.dashboard.access;

import dev.plainsight.dashboard.DashboardSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Sign-in, the wall, and what every answer says to the browser. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class WebSecurity {
  /** No inline script or style anywhere; data: is for the small images inside the style sheet. */
  static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final int BCRYPT_STRENGTH = 11;

  @Bean
  PasswordEncoder passwordEncoder() {
    return new BCryptPasswordEncoder(BCRYPT_STRENGTH);
  }

  /** Not lazy: the first start shows the passwords, whether or not anybody asks for a page. */
  @Bean
  @Lazy(false)
  AuthenticationProvider signIn(DashboardSettings settings, PasswordEncoder encoder) {
    Path file = settings.data().resolve("accounts.yaml");
    Map<String, String> made =
        new FirstStart(encoder).prepare(file, settings.firstTeam(), settings.firstPerson());
    Sign.show(made, file, settings.signInsFile());
    return new SignIn(Accounts.read(file), encoder, new Lockout(InstantSource.system()));
  }

  @Bean
  SecurityFilterChain chain(HttpSecurity http, AuthenticationProvider signIn) {
    // A manager of its own: as a mere provider it would be asked twice, and count each failure
    // twice.
    return http.authenticationManager(new ProviderManager(signIn))
        .authorizeHttpRequests(WebSecurity::wall)
        .formLogin(
            form ->
                form.loginPage("/sign-in")
                    .loginProcessingUrl("/sign-in")
                    .defaultSuccessUrl("/")
                    .failureHandler(failure()))
        .logout(out -> out.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?out"))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                    .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                    .permissionsPolicyHeader(
                        policy -> policy.policy("camera=(), microphone=(), geolocation=()")))
        .build();
  }

  private static void wall(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests
        .requestMatchers("/sign-in", "/health", "/assets/**", "/webjars/**", "/error")
        .permitAll();
    for (Page page : Page.values()) {
      requests.requestMatchers(page.patterns()).hasAnyRole(page.authorities());
    }
    requests.anyRequest().denyAll();
  }

  private static AuthenticationFailureHandler failure() {
    return (request, response, exception) ->
        response.sendRedirect(
            exception instanceof LockedException ? "/sign-in?locked" : "/sign-in?failed");
  }
}
