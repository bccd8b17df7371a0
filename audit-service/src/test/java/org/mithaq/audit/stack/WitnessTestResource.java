package org.mithaq.audit.stack;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.mithaq.local.cluster.DataDirectory;
import org.mithaq.local.cluster.Service;
import org.mithaq.local.cluster.ServiceSettings;
import org.mithaq.local.key.WitnessId;
import org.mithaq.local.stack.Ports;

/** Tells the service of the two witnesses, which the test itself starts and kills. */
public final class WitnessTestResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public int order() {
    // After the stack, whose data directory holds the keys.
    return 10;
  }

  @Override
  public Map<String, String> start() {
    int[] ports = Ports.free(2);
    DataDirectory data =
        new DataDirectory(Path.of(System.getProperty("mithaq.test.data-directory")));
    ServiceSettings settings =
        new ServiceSettings(data, 1, 1, 1, Map.of(WitnessId.MA, ports[0], WitnessId.NL, ports[1]));
    Map<String, String> told = new TreeMap<>();
    settings
        .of(Service.AUDIT)
        .forEach(
            (name, value) -> {
              if (name.startsWith("mithaq.witness.")) {
                told.put(name, value);
              }
            });
    told.put("mithaq.witness.retry", "100ms");
    // One that is busy for a while is waited for; one that is dead refuses at once.
    told.put("mithaq.witness.patience", "20s");
    return told;
  }

  @Override
  public void stop() {
    // The processes are the test's.
  }
}
