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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
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

  private record Extra(String entry, List<ReceiptField> fields) {}

  /** The fields of a record as this reader may see them. */
  static List<ReceiptField> fields(Commitments commitments, Visibility visibility) {
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

  /** What the extra line of a receipt in text form holds: the entry and the fields. */
  static Optional<byte[]> extra(String entry, List<ReceiptField> fields) {
    try {
      return Optional.of(
          JSON.writeValueAsString(new Extra(entry, fields)).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a receipt has a JSON form", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
