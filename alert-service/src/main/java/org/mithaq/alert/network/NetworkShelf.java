package org.mithaq.alert.network;

import org.jspecify.annotations.Nullable;
import org.mithaq.alert.notice.Notice;

/**
 * What one agency knows under one agreement. Every method takes that scope; none can reach
 * another's.
 */
public interface NetworkShelf {

  /** A signal, or null. */
  @Nullable KnownSignal signal(String scope, String id);

  /** Writes a signal, or removes it when null. */
  void putSignal(String scope, String id, @Nullable KnownSignal signal);

  /** A token, or null. */
  @Nullable KnownToken token(String scope, String token);

  /** Writes a token, or removes it when null. */
  void putToken(String scope, String token, @Nullable KnownToken known);

  /** The open notice that shows the signal, or null. */
  @Nullable String noticeOf(String scope, String signal);

  /** Writes which notice shows the signal; null: none. */
  void putNoticeOf(String scope, String signal, @Nullable String notice);

  /** What the agency has been told of a signal of another's, or null. */
  @Nullable ToldSignal told(String scope, String signal);

  /** Writes what the agency has been told of a signal, or removes it when null. */
  void putTold(String scope, String signal, @Nullable ToldSignal told);

  /** The newest version of a notice, or null. */
  @Nullable Notice notice(String scope, String id);

  /** Writes the newest version of a notice. */
  void putNotice(String scope, Notice notice);
}
