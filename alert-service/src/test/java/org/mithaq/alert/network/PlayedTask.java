package org.mithaq.alert.network;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What a task of Kafka Streams gives its processor, in memory: a context whose clock stands still,
 * and empty stores.
 *
 * @param stores by name
 */
record PlayedTask<F>(
    MockProcessorContext<String, F> context, Map<String, KeyValueStore<String, byte[]>> stores) {

  static <F> PlayedTask<F> of(ProcessorSupplier<String, ?, String, F> topology) {
    MockProcessorContext<String, F> context = new MockProcessorContext<>();
    context.setCurrentSystemTimeMs(DrivenTopology.START.toEpochMilli());
    Map<String, KeyValueStore<String, byte[]>> stores = new HashMap<>();
    for (StoreBuilder<?> builder : topology.stores()) {
      KeyValueStore<String, byte[]> store =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(builder.name()), Serdes.String(), Serdes.ByteArray())
              .withLoggingDisabled()
              .build();
      store.init(context.getStateStoreContext(), store);
      context.addStateStore((StateStore) store);
      stores.put(builder.name(), store);
    }
    return new PlayedTask<>(context, stores);
  }
}
