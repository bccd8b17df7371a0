package org.mithaq.bench.growth;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Adds up what a store's changelog would be sent: a record for each key that is written. */
final class ChangelogMeter {

  private long records;
  private long bytes;

  /** How many records. */
  long records() {
    return records;
  }

  /** Keys and values together, without what Kafka adds to each record. */
  long bytes() {
    return bytes;
  }

  /** The store, with all that is written to it counted. */
  StateStore over(StateStore store) {
    return (StateStore)
        Proxy.newProxyInstance(
            ChangelogMeter.class.getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "put" -> count(arguments[0], arguments[1]);
                case "delete" -> count(arguments[0], null);
                case "putIfAbsent", "putAll" -> throw new IllegalStateException("not counted");
                default -> {
                  // Reads.
                }
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void count(Object key, @Nullable Object value) {
    records++;
    bytes += ((Bytes) key).get().length;
    if (value != null) {
      bytes += ((byte[]) value).length;
    }
  }
}
