package dev.plainsight.local;

import java.util.List;
import java.util.Map;

/**
 * One program of the stack, run in a JVM of its own.
 *
 * @param name how people call it: {@code kafka}, {@code store}, {@code pipeline}, ...
 * @param classpath of the program; the supervisor adds its own classes for {@link Child}
 * @param environment added to the supervisor's own
 * @param port the port it will listen on, checked before the start; 0: none
 * @param health when it may be called up
 */
public record Part(
    String name,
    String mainClass,
    String classpath,
    List<String> jvmOptions,
    List<String> args,
    Map<String, String> environment,
    int port,
    Health health) {}
