package org.mithaq.alert.matching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** Writes and reads what passes between the hops and what they store; nothing of it leaves. */
public final class EventMapper {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private EventMapper() {}

  /** A plain mapper that ignores what it does not know. */
  public static ObjectMapper json() {
    return JSON;
  }

  /** Bytes of any record of ours. */
  public static byte[] write(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what {@link #write} wrote; null stays null. */
  public static <T> @Nullable T read(byte @Nullable [] bytes, Class<T> type) {
    if (bytes == null) {
      return null;
    }
    try {
      return JSON.readValue(bytes, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For the topic between the first hop and the second. */
  public static Serde<TokenChanges> changes() {
    return Serdes.serdeFrom(
        (topic, changes) -> PostingMapper.write(changes),
        (topic, bytes) -> PostingMapper.readChanges(bytes));
  }

  /** For the topic between the second hop and the third. */
  public static Serde<AgencyNews> news() {
    return Serdes.serdeFrom(
        (topic, news) -> NewsMapper.write(news),
        (topic, bytes) -> bytes == null ? null : NewsMapper.read(bytes));
  }
}
