package dev.plainsight.contract;

import org.apache.avro.Conversion;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Makes Avro trust the classes generated from our own schema. Since 1.12.2 Avro loads no class by
 * its name that is not declared so, not even a generated one. Avro looks for conversions before it
 * does anything else; as one of them (it converts nothing) this class is there in time in every
 * program, with no option of the JVM to forget.
 */
public final class TrustedRecords extends Conversion<Void> {
  private static final String OURS = "dev.plainsight.contract.avro.";

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(OURS)));
  }

  /** For Avro's service loader. */
  public TrustedRecords() {}

  /** Declares the trust, for a program whose loader of classes keeps Avro apart from us. */
  static void declare() {
    // Loading this class is all.
  }

  @Override
  public Class<Void> getConvertedType() {
    return Void.class;
  }

  @Override
  public String getLogicalTypeName() {
    return "plainsight-trusted-records";
  }
}
