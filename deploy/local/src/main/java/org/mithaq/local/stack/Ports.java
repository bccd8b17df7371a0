package org.mithaq.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** TCP ports of the loopback interface. */
public final class Ports {

  /** The only address that the local cluster listens on. */
  public static final String HOST = "127.0.0.1";

  /**
   * From here on are the ports that the system gives to whoever asks for any: what is found here is
   * not given to another before it is bound, save to one that looks for it here.
   */
  private static final int FIRST_OF_THE_SYSTEM = 32_768;

  private static final int FIRST = 20_000;
  private static final int TRIES = 1_000;

  private Ports() {}

  /** Finds a port that is free at this moment. */
  public static int free() {
    return free(1)[0];
  }

  /** Finds several ports that are free at this moment, all different. */
  public static int[] free(int count) {
    ServerSocket[] sockets = new ServerSocket[count];
    int[] ports = new int[count];
    try {
      for (int i = 0; i < count; i++) {
        sockets[i] = bindAny();
        ports[i] = sockets[i].getLocalPort();
      }
      return ports;
    } catch (IOException e) {
      throw new StackException("Not enough TCP ports of " + HOST + " are free.", e);
    } finally {
      for (ServerSocket socket : sockets) {
        close(socket);
      }
    }
  }

  /** Tells whether a server could listen on a port now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = bind(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static ServerSocket bindAny() throws IOException {
    IOException last = new IOException("none was tried");
    for (int i = 0; i < TRIES; i++) {
      try {
        return bind(ThreadLocalRandom.current().nextInt(FIRST, FIRST_OF_THE_SYSTEM));
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private static ServerSocket bind(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      // As servers do: connections of a predecessor that linger in TIME_WAIT are no obstacle.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static void close(@Nullable ServerSocket socket) {
    if (socket == null) {
      return;
    }
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing was accepted on it: there is nothing to lose.
      return;
    }
  }
}
