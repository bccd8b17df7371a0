package org.mithaq.audit.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mithaq.audit.identity.Caller;
import org.mithaq.audit.oversight.ReadingStore;
import org.mithaq.audit.oversight.Visibility;
import org.mithaq.audit.record.Commitments;

/** The JSON of a receipt. */
final class ReceiptMapper {

  private static final ObjectMapper JSON = new JsonMapper();

  private ReceiptMapper() {}

  /**
   * A receipt.
   *
   * @param record the record's id
   * @param origin the log's origin
   * @param proof the text of {@code c2sp.org/tlog-proof@v1}, without an extra line
   * @param entry the entry, whose bytes are hashed
   * @param fields every field in the order in which it is committed to
   */
  @Schema(name = "Receipt")
  public record Receipt(
      String record, String origin, String proof, String entry, List<ReceiptField> fields) {

    /** Copies the list. */
    public Receipt {
      fields = List.copyOf(fields);
    }
  }

  /**
   * A field: its name, salt and value if it is open, its commitment if it is not.
   *
   * @param name the name
   * @param salt 32 bytes as base64
   * @param value the value, as canonical JSON
   * @param commitment the leaf hash of a closed field as base64
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ReceiptField")
  public record ReceiptField(
      @Nullable String name,
      @Nullable String salt,
      @JsonRawValue @Schema(type = SchemaType.OBJECT, description = "Any JSON value")
          @Nullable String value,
      @Nullable String commitment) {

    @Override
    public String toString() {
      return "ReceiptField[]";
    }
  }

  /**
   * Receipts of records.
   *
   * @param items the records, the newest first
   * @param next the cursor of the next page; null at the end
   */
  @Schema(name = "ReceiptPage")
  public record Page(List<Item> items, @Nullable String next) {

    /** Copies the list. */
    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * One of them.
   *
   * @param record the record's id
   * @param pending whether the receipt is not ready: see {@code receipt-pending}
   * @param receipt the text of {@code c2sp.org/tlog-proof@v1} with its extra line; null while
   *     pending
   * @param erasure the id of the record that proves that this one was lawfully erased; null while
   *     it has not been
   */
  @Schema(name = "ReceiptItem")
  public record Item(
      String record, boolean pending, @Nullable String receipt, @Nullable String erasure) {

    @Override
    public String toString() {
      return "Item[" + record + "]";
    }
  }

  private record Extra(String entry, List<ReceiptField> fields) {}

  /** The fields of a record as this reader may see them. */
  static List<ReceiptField> fields(Caller caller, ReadingStore.Read read) {
    return read.opened()
        .map(opened -> fields(opened.commitments(), new Visibility(caller, opened.disclosure())))
        .orElseGet(() -> erased(read.stored().root()));
  }

  private static List<ReceiptField> fields(Commitments commitments, Visibility visibility) {
    List<ReceiptField> fields = new ArrayList<>();
    for (Commitments.Committed c : commitments.all()) {
      boolean open = visibility.open(c.field().name());
      fields.add(
          open
              ? new ReceiptField(c.field().name(), base64(c.salt()), c.field().value(), null)
              : new ReceiptField(null, null, null, base64(c.commitment())));
    }
    return fields;
  }

  /**
   * All that is left of an erased record's fields: the root over their commitments, which stands
   * for them as one commitment that nobody can open.
   */
  static List<ReceiptField> erased(byte[] root) {
    return List.of(new ReceiptField(null, null, null, base64(root)));
  }

  /** A receipt as text: the proof, and in its extra line the entry and the fields. */
  static String text(Standing.Proven proven, List<ReceiptField> fields) {
    try {
      byte[] extra = JSON.writeValueAsBytes(new Extra(entry(proven), fields));
      return proof(Optional.of(extra), proven);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a receipt has a JSON form", e);
    }
  }

  /** A receipt as JSON. */
  static Receipt json(UUID record, Standing.Proven proven, List<ReceiptField> fields) {
    return new Receipt(
        record.toString(),
        proven.signed().checkpoint().origin(),
        proof(Optional.empty(), proven),
        entry(proven),
        fields);
  }

  private static String proof(Optional<byte[]> extra, Standing.Proven proven) {
    return ProofText.of(extra, proven.place().position(), proven.path(), proven.signed().note());
  }

  private static String entry(Standing.Proven proven) {
    return new String(proven.place().entry(), StandardCharsets.US_ASCII);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
