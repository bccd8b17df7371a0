package org.mithaq.witness;

import java.util.Objects;

/**
 * What a request is answered.
 *
 * @param status the HTTP status
 * @param type the media type
 * @param body the text
 */
record Answer(int status, String type, String body) {

  static final String TEXT = "text/plain; charset=utf-8";

  /** C2SP tlog-witness: the size of the last cosigned checkpoint. */
  static final String SIZE = "text/x.tlog.size";

  Answer {
    Objects.requireNonNull(type);
    Objects.requireNonNull(body);
  }
}
