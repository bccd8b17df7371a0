package org.mithaq.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mithaq.local.console.ExitCode;
import org.mithaq.local.console.Failure;
import org.mithaq.local.stack.Ports;

class PortPlanTest {

  private static final Map<Service, Integer> ANY =
      Map.of(Service.EXCHANGE, 0, Service.ALERT, 0, Service.AUDIT, 0);

  @TempDir Path folder;

  @Test
  void namesEachPortThatIsTakenAndItsOption() throws Exception {
    try (ServerSocket one = listen();
        ServerSocket two = listen()) {
      assertThatThrownBy(
              () ->
                  PortPlan.choose(
                      Map.of(
                          Service.EXCHANGE, 0,
                          Service.ALERT, one.getLocalPort(),
                          Service.AUDIT, two.getLocalPort()),
                      remembered()))
          .isInstanceOfSatisfying(
              Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.FAILED))
          .hasMessageContaining("Port " + one.getLocalPort() + " of alert-service is taken")
          .hasMessageContaining("--alert-port")
          .hasMessageContaining("Port " + two.getLocalPort() + " of audit-service is taken")
          .hasMessageContaining("--audit-port");
    }
  }

  @Test
  void refusesTheSamePortTwice() {
    assertThatThrownBy(
            () -> PortPlan.requireSense(Map.of(Service.EXCHANGE, 9000, Service.ALERT, 9000)))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE));
  }

  @Test
  void refusesAPortThatNoMachineHas() {
    assertThatThrownBy(() -> PortPlan.requireSense(Map.of(Service.AUDIT, 65536)))
        .hasMessageContaining("--audit-port")
        .hasMessageContaining("65535");
  }

  @Test
  void keepsThePortsOfBrokerAndDatabaseWhileTheyAreFree() {
    PortPlan first = PortPlan.choose(ANY, remembered());
    PortPlan second = PortPlan.choose(ANY, remembered());

    assertThat(second.broker()).isEqualTo(first.broker());
    assertThat(second.controller()).isEqualTo(first.controller());
    assertThat(second.postgres()).isEqualTo(first.postgres());
  }

  @Test
  void takesAnotherPortForTheBrokerWhenItsOwnIsTaken() throws Exception {
    try (ServerSocket taken = listen()) {
      Files.writeString(remembered(), "broker=" + taken.getLocalPort() + "\n");

      assertThat(PortPlan.choose(ANY, remembered()).broker())
          .isPositive()
          .isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void outlivesAFileThatIsDamaged() throws Exception {
    Files.writeString(remembered(), "broker=ninety\npostgres=-1\ncontroller=99999999\n");

    assertThat(PortPlan.choose(ANY, remembered()).broker()).isPositive();
  }

  private Path remembered() {
    return folder.resolve("ports.properties");
  }

  private static ServerSocket listen() throws Exception {
    return new ServerSocket(0, 1, InetAddress.getByName(Ports.HOST));
  }
}
