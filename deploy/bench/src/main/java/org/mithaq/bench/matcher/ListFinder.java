package org.mithaq.bench.matcher;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.mithaq.alert.matching.EventMapper;
import org.mithaq.alert.matching.Posting;
import org.mithaq.alert.matching.PostingChange;
import org.mithaq.alert.matching.PostingMapper;
import org.mithaq.alert.matching.Words;

/**
 * What one would write first: a Kafka Streams store of the same kind and settings, with the list of
 * a token as its value.
 */
final class ListFinder implements Finder {

  private final Stage<PostingChange, String> stage;

  /**
   * @param cap how many signals may bear a token, as an agency knows them, before it stops linking
   */
  ListFinder(Codec codec, int cap, long storeMemory, Findings findings) throws IOException {
    stage =
        new Stage<>(
            new Lists(codec, cap, findings),
            Arrival::change,
            storeMemory,
            UnaryOperator.identity(),
            s -> {});
  }

  /** How a list becomes bytes. */
  interface Codec {

    /** Writes a list. */
    byte[] write(List<Posting> list);

    /** Reads what was written. */
    List<Posting> read(byte[] bytes);
  }

  /** JSON, by the mapper that the service writes what passes between its hops with. */
  static final class Json implements Codec {
    private static final TypeReference<List<Posting>> LIST = new TypeReference<>() {};

    @Override
    public byte[] write(List<Posting> list) {
      return EventMapper.write(list);
    }

    @Override
    public List<Posting> read(byte[] bytes) {
      try {
        return EventMapper.json().readValue(bytes, LIST);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The form that the product's own store keeps its postings in. */
  static final class Compact implements Codec {
    private final PostingMapper mapper =
        new PostingMapper(Words.kept(List.of(), (number, text) -> {}));

    @Override
    public byte[] write(List<Posting> list) {
      return mapper.write(list);
    }

    @Override
    public List<Posting> read(byte[] bytes) {
      return mapper.read(bytes);
    }
  }

  @Override
  public void take(Arrival arrival) {
    stage.take(arrival);
  }

  @Override
  public void close() throws IOException {
    stage.close();
  }

  private record Lists(Codec codec, int cap, Findings findings)
      implements ProcessorSupplier<String, PostingChange, String, String> {

    private static final String STORE = "lists";

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray()));
    }

    @Override
    public Processor<String, PostingChange, String, String> get() {
      return new Processor<>() {
        private @Nullable KeyValueStore<String, byte[]> store;

        @Override
        public void init(ProcessorContext<String, String> context) {
          store = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<String, PostingChange> change) {
          Posting later = change.value().after();
          if (store == null || later == null) {
            throw new IllegalStateException("takes what is new, once it was initialised");
          }
          byte[] held = store.get(change.key());
          List<Posting> list = held == null ? new ArrayList<>() : codec.read(held);
          String token = change.key().substring(change.key().indexOf('|') + 1);
          match(token, list, later);
          list.add(later);
          store.put(change.key(), codec.write(list));
        }
      };
    }

    private void match(String token, List<Posting> list, Posting later) {
      for (String agency : later.audience()) {
        List<Posting> known =
            list.stream()
                .filter(earlier -> earlier.audience().contains(agency))
                .limit(cap)
                .toList();
        if (known.size() < cap) {
          known.forEach(earlier -> findings.pair(agency, token, earlier, later));
        }
      }
    }
  }
}
