package dev.plainsight.evidence.verify;

import dev.plainsight.evidence.seal.SealKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * {@code java -jar plainsight-verify.jar PACKAGE [--key PUB] [--json]}: offline, no settings. Exits
 * with 0 verified, 1 altered, 2 intact but incomplete or contradictory, 3 untrusted key, 64 wrong
 * use.
 */
public final class VerifyMain {
  private static final String USAGE =
      """
      usage: plainsight-verify PACKAGE [--key PUB] [--json]
        --key PUB   the public key (PEM) that must have signed, got by another way than the package
        --json      the verdict as JSON
      exit: 0 verified, 1 altered, 2 intact but incomplete or contradictory, 3 untrusted key
      """;
  private static final int WRONG_USE = 64;

  private VerifyMain() {}

  public static void main(String[] args) {
    // The jar has no logging on purpose; Avro's facade would complain of that on every run.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.exit(run(args, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
  }

  /** Runs as from a shell; the exit code. */
  public static int run(String[] args, PrintStream out) {
    Path file = null;
    Path keyFile = null;
    boolean json = false;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--json")) {
        json = true;
      } else if (args[i].equals("--key") && i + 1 < args.length) {
        keyFile = Path.of(args[++i]);
      } else if (!args[i].startsWith("--") && file == null) {
        file = Path.of(args[i]);
      } else {
        out.print(USAGE);
        return WRONG_USE;
      }
    }
    if (file == null) {
      out.print(USAGE);
      return WRONG_USE;
    }
    return verify(file, keyFile, json, out);
  }

  private static int verify(Path file, @Nullable Path keyFile, boolean json, PrintStream out) {
    PublicKey key = null;
    try {
      key = keyFile == null ? null : SealKey.publicKey(Files.readString(keyFile));
    } catch (IOException | IllegalArgumentException e) {
      out.println("--key " + keyFile + ": not a public key in PEM form (" + e.getMessage() + ")");
      return WRONG_USE;
    }
    Verdict verdict = Verifier.verify(file, key);
    if (json) {
      out.println(verdict.json());
    } else {
      print(verdict, out);
    }
    return verdict.exit();
  }

  private static void print(Verdict verdict, PrintStream out) {
    for (Verdict.Failure failure : verdict.failures()) {
      out.println("FAILED " + failure.check().text() + ": " + failure.message());
    }
    verdict.notes().forEach(note -> out.println("note: " + note));
    out.println(verdict.lastLine());
  }
}
