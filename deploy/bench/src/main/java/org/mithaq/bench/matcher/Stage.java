package org.mithaq.bench.matcher;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.metrics.StreamsMetricsImpl;
import org.apache.kafka.streams.state.StoreBuilder;
import org.mithaq.alert.network.StoreConfig;

/**
 * One task of a Kafka Streams application without its broker: the processor and its stores are
 * those that the application has, with the service's settings for RocksDB; but nothing is written
 * to a changelog. Its folder goes when it closes.
 *
 * @param <I> what the processor is given
 * @param <V> what the processor sends
 */
public final class Stage<I, V> implements AutoCloseable {

  private final Path folder;
  private final Processor<String, I, String, V> processor;
  private final Function<Arrival, I> given;
  private final Context<V> context;

  /**
   * @param supplier makes the processor and names its stores
   * @param given what the processor is given of an arrival
   * @param storeMemory as {@code mithaq.matching.store-memory}; the first in a process counts
   * @param view what the processor sees of a store
   * @param sent hears what the processor sends
   */
  public Stage(
      ProcessorSupplier<String, I, String, V> supplier,
      Function<Arrival, I> given,
      long storeMemory,
      UnaryOperator<StateStore> view,
      Consumer<V> sent)
      throws IOException {
    this.given = given;
    folder = Files.createTempDirectory("mithaq-bench");
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreConfig.class);
    settings.put("mithaq.store.memory", storeMemory);
    context = new Context<>(settings, folder.toFile(), view, sent);
    for (StoreBuilder<?> builder : supplier.stores()) {
      StateStore store = builder.withLoggingDisabled().build();
      store.init(context.getStateStoreContext(), store);
      context.keep(store);
    }
    processor = supplier.get();
    processor.init(context);
  }

  /** Takes what arrives. */
  public void take(Arrival arrival) {
    processor.process(new Record<>(arrival.key(), given.apply(arrival), 0L));
  }

  @Override
  public void close() throws IOException {
    processor.close();
    context.stores.values().forEach(StateStore::close);
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Bytes on the disk. */
  public long diskBytes() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    }
  }

  private static final class Context<V> extends MockProcessorContext<String, V> {
    private final Map<String, StateStore> stores = new HashMap<>();
    private final UnaryOperator<StateStore> view;
    private final Consumer<V> sent;

    Context(Properties settings, File folder, UnaryOperator<StateStore> view, Consumer<V> sent) {
      super(settings, new TaskId(0, 0), folder);
      // As in the service: left to itself this context measures every access to a store.
      ((StreamsMetricsImpl) metrics())
          .metricsRegistry()
          .config()
          .recordLevel(Sensor.RecordingLevel.INFO);
      this.view = view;
      this.sent = sent;
    }

    void keep(StateStore store) {
      stores.put(store.name(), store);
    }

    @Override
    @SuppressWarnings("unchecked") // as the interface has it: the caller knows what it asks for
    public <S extends StateStore> S getStateStore(String name) {
      return (S) view.apply(requireNonNull(stores.get(name), name));
    }

    @Override
    public <K extends String, W extends V> void forward(Record<K, W> record) {
      sent.accept(record.value());
    }
  }
}
