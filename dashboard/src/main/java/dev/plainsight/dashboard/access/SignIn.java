package dev.plainsight.dashboard.access;

import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Checks a name and a password. A name that does not exist costs as much time, and locks as soon,
 * as one that does, so that names cannot be found out.
 */
final class SignIn implements AuthenticationProvider {
  private static final String PASSWORD_NOBODY_HAS = "nobody";

  private final Accounts accounts;
  private final PasswordEncoder encoder;
  private final Lockout lockout;
  private final String hashOfNobody;

  SignIn(Accounts accounts, PasswordEncoder encoder, Lockout lockout) {
    this.accounts = accounts;
    this.encoder = encoder;
    this.lockout = lockout;
    this.hashOfNobody = String.valueOf(encoder.encode(PASSWORD_NOBODY_HAS));
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    String name = attempt.getName();
    if (lockout.isLocked(name)) {
      throw new LockedException("locked");
    }
    Optional<Account> account = accounts.named(name);
    String hash = account.map(Account::passwordHash).orElse(hashOfNobody);
    boolean matches = encoder.matches(String.valueOf(attempt.getCredentials()), hash);
    if (account.isEmpty() || !matches) {
      lockout.failed(name);
      throw new BadCredentialsException("no such name and password");
    }
    lockout.succeeded(name);
    return signedIn(account.get().reader());
  }

  private static Authentication signedIn(Reader reader) {
    return UsernamePasswordAuthenticationToken.authenticated(
        reader, null, List.of(new SimpleGrantedAuthority(reader.role().authority())));
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }
}
