package org.mithaq.bench.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.mithaq.alert.outbox.RecordMapper;
import org.mithaq.exchange.outbox.DisclosureRecord;
import org.mithaq.exchange.outbox.Operation;
import org.mithaq.exchange.outbox.Topics;

/**
 * What the relays of an exchange and of alert-service publish, in their services' own words:
 * signals taken in, read and listed, readings refused, notices told. Now and then a relay is
 * started again and publishes what it had published before; rarely an id comes again under a new
 * number, as a faulty emitter would send it.
 */
final class Load {

  static final String EXCHANGE = "exchange-joint";
  static final String ALERT = RecordMapper.EMITTER;

  /** Of so many messages one is the alert service's. */
  private static final int TOLD_EVERY = 4;

  /** After so many records a relay may begin anew. */
  private static final int STRETCH = 2_000;

  /** One in so many records bears an id that is known. */
  private static final int CONTRADICTION_EVERY = 5_000;

  private static final List<String> PARTIES =
      List.of(
          "ma-dgsn",
          "ma-gr",
          "nl-kmar",
          "nl-politie",
          "es-gc",
          "sn-dpaf",
          "fr-oltim",
          "be-fgp",
          "ml-dnpf",
          "ne-dst",
          "mr-dgsn");

  private static final List<String> PURPOSES =
      List.of("prevention", "detection", "investigation", "protection");

  private final Random random;
  private final Topics topics = new Topics("joint", "http://127.0.0.1");
  private final List<UUID> signals = new ArrayList<>();
  private final Outbox exchange = new Outbox(EXCHANGE);
  private final Outbox alert = new Outbox(ALERT);
  private final int repeatedPercent;
  private long contradictions;
  private long repeats;

  /** An emitter's own numbering, and what it would publish again. */
  private static final class Outbox {
    final String emitter;
    final List<ProducerRecord<String, byte[]>> stretch = new ArrayList<>();
    long number;

    Outbox(String emitter) {
      this.emitter = emitter;
    }
  }

  /** A load that is the same for the same seed, but for its ids and times. */
  Load(long seed, int repeatedPercent) {
    this.random = new Random(seed);
    this.repeatedPercent = repeatedPercent;
    for (int i = 0; i < 100; i++) {
      signals.add(UuidCreator.getTimeOrderedEpoch());
    }
  }

  /** So many records more, and what is repeated of them, in the order of publishing. */
  List<ProducerRecord<String, byte[]>> next(int records) {
    List<ProducerRecord<String, byte[]>> messages = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      Outbox outbox = i % TOLD_EVERY == 0 ? alert : exchange;
      ProducerRecord<String, byte[]> message = next(outbox);
      messages.add(message);
      outbox.stretch.add(message);
      if (outbox.stretch.size() == STRETCH) {
        int again = STRETCH * repeatedPercent / 100;
        messages.addAll(outbox.stretch.subList(STRETCH - again, STRETCH));
        repeats += again;
        outbox.stretch.clear();
      }
    }
    return messages;
  }

  /** How many numbers have been given: as many entries the log must have. */
  long entries() {
    return exchange.number + alert.number;
  }

  /** How many of them bear an id that was known, and are to be entered as unreadable. */
  long contradictions() {
    return contradictions;
  }

  /** How many messages were published again. */
  long repeats() {
    return repeats;
  }

  private ProducerRecord<String, byte[]> next(Outbox outbox) {
    outbox.number++;
    if (outbox.number % CONTRADICTION_EVERY == 0 && !outbox.stretch.isEmpty()) {
      contradictions++;
      ProducerRecord<String, byte[]> before = outbox.stretch.getFirst();
      return message(outbox, UUID.fromString(before.key()), before.value());
    }
    UUID id = UuidCreator.getTimeOrderedEpoch();
    return message(outbox, id, outbox == alert ? told(id) : acted(id));
  }

  private byte[] told(UUID id) {
    String recipient = party();
    return RecordMapper.write(
        new org.mithaq.alert.outbox.DisclosureRecord(
            id,
            Instant.now(),
            org.mithaq.alert.outbox.DisclosureRecord.Operation.DISCLOSURE,
            null,
            recipient,
            null,
            parties(2 + random.nextInt(3)),
            List.of(recipient),
            List.of(
                new org.mithaq.alert.outbox.DisclosureRecord.Thing(
                    "notice",
                    "n-%016x%015x".formatted(random.nextLong(), random.nextLong() >>> 4),
                    1 + random.nextInt(5))),
            "triangular",
            1,
            List.of("5"),
            null));
  }

  private byte[] acted(UUID id) {
    int kind = random.nextInt(100);
    DisclosureRecord record;
    if (kind < 60) {
      String agency = party();
      UUID signal = UuidCreator.getTimeOrderedEpoch();
      signals.set(random.nextInt(signals.size()), signal);
      List<String> recipients = parties(random.nextInt(10) < 7 ? PARTIES.size() : 2);
      recipients.remove(agency);
      record =
          record(id, Operation.COLLECTION, Optional.empty(), agency, agency, recipients, signal);
    } else if (kind < 90) {
      String reader = party();
      UUID[] read = new UUID[kind < 85 ? 1 : 10 + random.nextInt(41)];
      for (int i = 0; i < read.length; i++) {
        read[i] = signals.get(random.nextInt(signals.size()));
      }
      record =
          record(
              id, Operation.CONSULTATION, Optional.empty(), reader, party(), List.of(reader), read);
    } else {
      String reader = party();
      record =
          record(
              id,
              Operation.CONSULTATION,
              Optional.of("release-required"),
              reader,
              party(),
              List.of(reader),
              signals.get(random.nextInt(signals.size())));
    }
    byte[] payload = record.event(topics).payload();
    if (payload == null) {
      throw new IllegalStateException("a record has a payload");
    }
    return payload;
  }

  private DisclosureRecord record(
      UUID id,
      Operation operation,
      Optional<String> refusal,
      String agency,
      String owner,
      List<String> recipients,
      UUID... about) {
    List<DisclosureRecord.Subject> subjects = new ArrayList<>();
    for (UUID signal : about) {
      subjects.add(DisclosureRecord.Subject.signal(signal, 1 + random.nextInt(3)));
    }
    return new DisclosureRecord(
        id,
        Instant.now(),
        operation,
        refusal,
        agency,
        Optional.of("user-" + random.nextInt(200)),
        List.of(owner),
        recipients,
        subjects,
        Optional.of("triangular"),
        OptionalInt.of(1),
        List.of("5"),
        Optional.of(PURPOSES.get(random.nextInt(PURPOSES.size()))));
  }

  private String party() {
    return PARTIES.get(random.nextInt(PARTIES.size()));
  }

  private List<String> parties(int count) {
    List<String> all = new ArrayList<>(PARTIES);
    Collections.shuffle(all, random);
    return new ArrayList<>(all.subList(0, count).stream().sorted().toList());
  }

  /** As the relays send it. */
  private static ProducerRecord<String, byte[]> message(Outbox outbox, UUID id, byte[] payload) {
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>("mithaq.disclosures." + outbox.emitter, id.toString(), payload);
    header(message, "ce_specversion", "1.0");
    header(message, "ce_id", id.toString());
    header(message, "ce_source", "urn:mithaq:" + outbox.emitter);
    header(message, "ce_type", "mithaq.record.v1");
    header(message, "ce_time", Instant.now().toString());
    header(message, "ce_subject", id.toString());
    header(message, "ce_sequence", Long.toString(outbox.number));
    header(message, "content-type", "application/json");
    return message;
  }

  private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
    message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
