package org.mithaq.local.stack;

import java.nio.file.Path;

/**
 * The broker as a process of its own: {@code BrokerProcess <directory> <port> <controller port>}.
 */
public final class BrokerProcess {

  private BrokerProcess() {}

  /** Runs a durable broker until the process is told to stop. */
  public static void main(String[] arguments) {
    if (arguments.length != 3) {
      System.err.println("usage: BrokerProcess <directory> <port> <controller port>");
      System.exit(2);
    }
    try {
      Broker broker =
          Broker.start(
              Path.of(arguments[0]),
              Integer.parseInt(arguments[1]),
              Integer.parseInt(arguments[2]),
              Durability.DURABLE);
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
      broker.awaitShutdown();
    } catch (StackException e) {
      // This is the broker's own log, read by whoever looks for the cause.
      e.printStackTrace(System.err);
      System.exit(1);
    }
  }
}
