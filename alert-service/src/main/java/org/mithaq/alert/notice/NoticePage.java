package org.mithaq.alert.notice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of notices.
 *
 * @param items full bodies
 * @param next opaque cursor of the next page, or null
 */
public record NoticePage(List<JsonNode> items, @Nullable String next) {

  /** Copies the items. */
  public NoticePage {
    items = List.copyOf(items);
  }

  /** Says how many only. */
  @Override
  public String toString() {
    return "NoticePage[" + items.size() + "]";
  }
}
