package org.mithaq.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void seesAPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.HOST))) {
      assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
    }
  }

  @Test
  void findsSeveralPortsThatDiffer() {
    int[] ports = Ports.free(5);

    assertThat(ports).doesNotHaveDuplicates();
    assertThat(IntStream.of(ports).allMatch(Ports::isFree)).isTrue();
  }
}
