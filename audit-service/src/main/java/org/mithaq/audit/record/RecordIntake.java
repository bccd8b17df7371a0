package org.mithaq.audit.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes records ready to be stored, and opens them again. What cannot be read is kept as well,
 * whole and sealed: it is entered as unreadable, never lost.
 */
public final class RecordIntake {

  private static final byte READABLE = 1;
  private static final byte UNREADABLE = 2;

  /** RFC 9562: of the ids that are made here for what has none. No emitter gives such ones. */
  private static final int OWN_VERSION = 8;

  private static final int HEAD = 1 + Commitments.BYTES;

  private final RecordMapper mapper;
  private final RecordSeal seal;

  /** Reads with this mapper and seals with this seal. */
  public RecordIntake(RecordMapper mapper, RecordSeal seal) {
    this.mapper = mapper;
    this.seal = seal;
  }

  /**
   * Prepares what an emitter sent.
   *
   * @param emitter whose topic it came from
   * @param number the number that it bears there
   * @param eventId the event's id, from its header
   * @param payload the payload
   */
  public Prepared prepare(String emitter, long number, @Nullable String eventId, byte[] payload) {
    try {
      RecordMapper.Parsed parsed = mapper.parse(payload);
      Disclosure disclosure = parsed.disclosure();
      if (!disclosure.emitter().equals(emitter) || !disclosure.id().toString().equals(eventId)) {
        throw new UnreadableException("the record is not that of its event");
      }
      if (disclosure.id().version() == OWN_VERSION) {
        throw new UnreadableException("the record's id is one that is made here");
      }
      return readable(disclosure, parsed.fields(), payload);
    } catch (UnreadableException e) {
      return unreadable(id(emitter, number, eventId), emitter, number, payload);
    }
  }

  /** Prepares a record of this service's own. */
  public Prepared prepare(Disclosure own) {
    byte[] payload = mapper.write(own);
    return readable(own, mapper.fields(payload), payload);
  }

  /**
   * Prepares a record that says again the id of one that is known, under a number that is due: what
   * it says is kept, but under an id of its own.
   */
  public Prepared repeated(String emitter, long number, byte[] payload) {
    return unreadable(id(emitter, number, null), emitter, number, payload);
  }

  private Prepared readable(Disclosure disclosure, List<Field> fields, byte[] payload) {
    byte[] seed = seal.random(Commitments.BYTES);
    Commitments commitments = Commitments.of(seed, fields);
    return new Prepared(
        disclosure.id(),
        disclosure.emitter(),
        Optional.of(disclosure),
        references(disclosure),
        commitments.root(),
        seal.seal(disclosure.id(), content(READABLE, seed, payload)));
  }

  private List<byte[]> references(Disclosure disclosure) {
    List<byte[]> references = new ArrayList<>(disclosure.objects().size());
    for (RecordObject object : disclosure.objects()) {
      references.add(seal.reference(object.kind(), object.id()));
    }
    return references;
  }

  private Prepared unreadable(UUID id, String emitter, long number, byte[] payload) {
    byte[] seed = seal.random(Commitments.BYTES);
    Commitments commitments = Commitments.of(seed, unreadableFields(id, emitter, payload));
    return new Prepared(
        id,
        emitter,
        Optional.empty(),
        List.of(),
        commitments.root(),
        seal.seal(id, content(UNREADABLE, seed, payload)));
  }

  private static List<Field> unreadableFields(UUID id, String emitter, byte[] payload) {
    return List.of(
        new Field("id", CanonicalText.quoted(id.toString())),
        new Field("emitter", CanonicalText.quoted(emitter)),
        new Field("state", "\"unreadable\""),
        new Field("payload", CanonicalText.quoted(Base64.getEncoder().encodeToString(payload))));
  }

  /**
   * Opens a record.
   *
   * @throws IllegalStateException when it does not open
   */
  public Opened open(UUID id, String emitter, SealedContent sealed) {
    byte[] content = seal.open(id, sealed);
    byte[] seed = Arrays.copyOfRange(content, 1, HEAD);
    byte[] payload = Arrays.copyOfRange(content, HEAD, content.length);
    if (content[0] == READABLE) {
      RecordMapper.Parsed parsed = mapper.parse(payload);
      return new Opened(Optional.of(parsed.disclosure()), Commitments.of(seed, parsed.fields()));
    }
    return new Opened(
        Optional.empty(), Commitments.of(seed, unreadableFields(id, emitter, payload)));
  }

  /**
   * Opens a record as it lies in the database, and checks that everything that lies there of it is
   * what it says: by which filters found it, whose side it is said to be of, and which entry is
   * said to be its own. What the record says can be changed by nobody who has not the key.
   *
   * @return what it says; empty once it is erased
   * @throws AlteredException when anything of it is not what it was
   */
  public Optional<Opened> open(StoredRecord stored) {
    stored
        .place()
        .filter(place -> !place.isOf(stored))
        .ifPresent(
            place -> {
              throw new AlteredException(stored.id(), "entry");
            });
    boolean erased = stored.state() == StoredRecord.State.ERASED;
    if (erased != stored.sealed().isEmpty()) {
      throw new AlteredException(stored.id(), "state");
    }
    if (erased) {
      compare(stored, stored.clear().remains());
      return Optional.empty();
    }
    Opened opened;
    try {
      opened = open(stored.id(), stored.emitter(), stored.sealed().orElseThrow());
    } catch (IllegalStateException | UnreadableException e) {
      throw new AlteredException(stored.id(), "content");
    }
    Optional<Disclosure> said = opened.disclosure();
    if (said.isPresent() != (stored.state() == StoredRecord.State.READABLE)) {
      throw new AlteredException(stored.id(), "state");
    }
    if (said.isPresent() && !said.get().emitter().equals(stored.emitter())) {
      throw new AlteredException(stored.id(), "emitter");
    }
    if (!Arrays.equals(opened.commitments().root(), stored.root())) {
      throw new AlteredException(stored.id(), "root");
    }
    compare(stored, said.map(s -> InClear.of(s, references(s))).orElse(InClear.NOTHING));
    return Optional.of(opened);
  }

  private static void compare(StoredRecord stored, InClear expected) {
    stored
        .clear()
        .difference(expected)
        .ifPresent(
            column -> {
              throw new AlteredException(stored.id(), column);
            });
  }

  /** Seals an answer that is kept for who asks again, under an id that is no record's. */
  public SealedContent sealAnswer(UUID id, byte[] answer) {
    return seal.seal(id, answer);
  }

  /**
   * Opens an answer that was kept.
   *
   * @throws IllegalStateException when it does not open
   */
  public byte[] openAnswer(UUID id, SealedContent answer) {
    return seal.open(id, answer);
  }

  /** The keyed reference by which records about an object are found. */
  public byte[] reference(String kind, String id) {
    return seal.reference(kind, id);
  }

  private static byte[] content(byte form, byte[] seed, byte[] payload) {
    return ByteBuffer.allocate(HEAD + payload.length).put(form).put(seed).put(payload).array();
  }

  /**
   * The event's id where it is one, else one that the same event gets every time that it is read.
   * What comes again is known by its id as it was written: another way to write it makes none. And
   * an emitter must not take beforehand the id that another event would be given here.
   */
  private static UUID id(String emitter, long number, @Nullable String eventId) {
    if (eventId != null && eventId.length() == 36) {
      try {
        UUID id = UUID.fromString(eventId);
        if (id.toString().equals(eventId) && id.version() != OWN_VERSION) {
          return id;
        }
      } catch (IllegalArgumentException e) {
        // An id of another form: the derived one is as good as any.
      }
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  ("mithaq unreadable " + emitter + " " + number).getBytes(StandardCharsets.UTF_8));
      ByteBuffer bytes = ByteBuffer.wrap(hash);
      // RFC 9562 version 8: of our own making.
      long high = bytes.getLong() & ~0xf000L | 0x8000L;
      long low = bytes.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
