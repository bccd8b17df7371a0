package org.mithaq.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A signal of the story.
 *
 * @param scene what it belongs to
 * @param agency who reports it
 * @param key its reference
 * @param line the line of the story's file, as {@code ./mithaq publish} takes it
 */
record Report(Scene scene, String agency, String key, JsonNode line) {

  static Report read(JsonNode line) {
    return new Report(
        Scene.of(line.path("scene").asText()),
        line.path("agency").asText(),
        line.path("key").asText(),
        line);
  }

  JsonNode signal() {
    return line.path("signal");
  }

  String agreement() {
    return signal().path("agreement").asText();
  }

  String article() {
    return signal().path("article").asText();
  }

  String place() {
    return signal().at("/place/name").asText();
  }

  String release() {
    return signal().at("/handling/release").asText();
  }

  List<String> recipients() {
    List<String> recipients = new ArrayList<>();
    signal().at("/handling/recipients").forEach(recipient -> recipients.add(recipient.asText()));
    return recipients;
  }

  boolean isSilent() {
    return release().equals("silent");
  }

  /** Whether it is about somebody to protect, so that not even the story tells more. */
  boolean isProtected() {
    return article().equals("7");
  }

  int selectors() {
    return signal().path("selectors").size();
  }

  /** A selector as its agency wrote it; of a person only what part they play. */
  String selector(int index) {
    JsonNode selector = signal().path("selectors").path(index);
    return switch (selector.path("type").asText()) {
      case "vehicle" -> selector.path("plate").asText();
      case "document" -> selector.path("number").asText();
      case "account" -> selector.path("iban").asText();
      case "vessel" -> selector.path("imo").asText(selector.path("name").asText(""));
      case "device" -> "IMEI " + selector.path("imei").asText();
      case "organisation" -> selector.path("name").asText();
      case "person" -> "a " + selector.path("category").asText();
      default -> selector.path("value").asText();
    };
  }

  @Override
  public String toString() {
    return "Report[" + agency + " " + key + "]";
  }
}
