package org.mithaq.alert.network;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.mithaq.alert.notice.Notice;

/** What agencies know, in memory, for tests. */
class MemoryNetworkShelf implements NetworkShelf {

  final Map<String, KnownSignal> signals = new HashMap<>();
  final Map<String, KnownToken> tokens = new HashMap<>();
  final Map<String, String> shownBy = new HashMap<>();
  final Map<String, ToldSignal> told = new HashMap<>();
  final Map<String, Notice> notices = new TreeMap<>();

  @Override
  public KnownSignal signal(String scope, String id) {
    return signals.get(scope + "|" + id);
  }

  @Override
  public void putSignal(String scope, String id, KnownSignal signal) {
    set(signals, scope + "|" + id, signal);
  }

  @Override
  public KnownToken token(String scope, String token) {
    return tokens.get(scope + "|" + token);
  }

  @Override
  public void putToken(String scope, String token, KnownToken known) {
    set(tokens, scope + "|" + token, known);
  }

  @Override
  public String noticeOf(String scope, String signal) {
    return shownBy.get(scope + "|" + signal);
  }

  @Override
  public void putNoticeOf(String scope, String signal, String notice) {
    set(shownBy, scope + "|" + signal, notice);
  }

  @Override
  public ToldSignal told(String scope, String signal) {
    return told.get(scope + "|" + signal);
  }

  @Override
  public void putTold(String scope, String signal, ToldSignal known) {
    set(told, scope + "|" + signal, known);
  }

  @Override
  public Notice notice(String scope, String id) {
    return notices.get(scope + "|" + id);
  }

  @Override
  public void putNotice(String scope, Notice notice) {
    notices.put(scope + "|" + notice.id(), notice);
  }

  private static <T> void set(Map<String, T> map, String key, T value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }
}
