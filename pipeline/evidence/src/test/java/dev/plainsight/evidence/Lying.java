package dev.plainsight.evidence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Records that tell the truth but for one question. */
final class Lying {
  private Lying() {}

  /** Answers a question that gives a value with another one. */
  @SuppressWarnings("unchecked") // the caller names the question and its type
  static <T> Records about(Records honest, String question, UnaryOperator<T> lie) {
    return proxy(honest, question, args -> args, answer -> lie.apply((T) answer));
  }

  /** Answers a question that streams with other items; null leaves one out. */
  @SuppressWarnings("unchecked") // the caller names the question and its type
  static <T> Records telling(Records honest, String question, Function<T, T> lie) {
    return proxy(
        honest,
        question,
        args -> {
          Consumer<T> each = (Consumer<T>) args[1];
          Consumer<T> lying =
              item -> {
                T told = lie.apply(item);
                if (told != null) {
                  each.accept(told);
                }
              };
          return new Object[] {args[0], lying};
        },
        answer -> answer);
  }

  private static Records proxy(
      Records honest,
      String question,
      UnaryOperator<Object[]> asked,
      UnaryOperator<Object> answered) {
    return (Records)
        Proxy.newProxyInstance(
            Records.class.getClassLoader(),
            new Class<?>[] {Records.class},
            (self, method, args) -> {
              boolean lies = method.getName().equals(question);
              try {
                Object answer = method.invoke(honest, lies ? asked.apply(args) : args);
                return lies ? answered.apply(answer) : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
