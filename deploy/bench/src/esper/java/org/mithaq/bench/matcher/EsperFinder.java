package org.mithaq.bench.matcher;

import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPDeployment;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import org.mithaq.alert.matching.Posting;

/**
 * Esper in the form that was the fastest of those tried: a named window with a hash index by token,
 * asked by an on-select whose rows reach a subscriber as plain objects; no locks, no order of
 * dispatch and no timer, for one thread sends.
 */
public final class EsperFinder implements Finder {

  private static final String TYPE = "TokenEvent";
  private static final String QUERIES =
      """
      create window Postings#keepall as TokenEvent;
      create index ByToken on Postings(key hash);
      @name('pairs') on TokenEvent as later
        select earlier, later from Postings as earlier where earlier.key = later.key;
      insert into Postings select * from TokenEvent;
      """;

  private final EPRuntime runtime;
  private final EPEventService events;

  private EsperFinder(Findings findings) {
    Configuration configuration = new Configuration();
    configuration.getCommon().addEventType(TYPE, TokenEvent.class);
    configuration.getCompiler().getByteCode().setAllowSubscriber(true);
    configuration.getRuntime().getExecution().setDisableLocking(true);
    configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
    configuration.getRuntime().getThreading().setListenerDispatchPreserveOrder(false);
    configuration.getRuntime().getThreading().setInsertIntoDispatchPreserveOrder(false);
    configuration.getRuntime().getThreading().setNamedWindowConsumerDispatchPreserveOrder(false);
    runtime = EPRuntimeProvider.getRuntime("bench", configuration);
    runtime.initialize();
    try {
      EPDeployment deployment =
          runtime
              .getDeploymentService()
              .deploy(
                  EPCompilerProvider.getCompiler()
                      .compile(QUERIES, new CompilerArguments(configuration)));
      runtime
          .getDeploymentService()
          .getStatement(deployment.getDeploymentId(), "pairs")
          .setSubscriber(new Subscriber(findings));
    } catch (EPCompileException | EPDeployException e) {
      throw new IllegalStateException("Esper takes other queries", e);
    }
    events = runtime.getEventService();
  }

  /** One token of a signal that arrives, as Esper reads events. */
  public static final class TokenEvent {
    private final Arrival arrival;

    TokenEvent(Arrival arrival) {
      this.arrival = arrival;
    }

    /** Agreement and token. */
    public String getKey() {
      return arrival.key();
    }
  }

  /** Hears of each earlier event with the same token. */
  public static final class Subscriber {
    private final Findings findings;

    Subscriber(Findings findings) {
      this.findings = findings;
    }

    /** Tells of the pair to each agency that may know both. */
    public void update(TokenEvent earlier, TokenEvent later) {
      Posting first = earlier.arrival.posting();
      Posting second = later.arrival.posting();
      for (String agency : first.audience()) {
        if (second.audience().contains(agency)) {
          findings.pair(agency, later.arrival.token(), first, second);
        }
      }
    }
  }

  /** Esper, found by the benchmark where it was built in. */
  public static final class Esper implements Kind {

    @Override
    public String name() {
      return "Esper 9.0.0, on-select by index";
    }

    @Override
    public Finder open(Findings findings) {
      return new EsperFinder(findings);
    }
  }

  @Override
  public void take(Arrival arrival) {
    events.sendEventBean(new TokenEvent(arrival), TYPE);
  }

  @Override
  public void close() {
    runtime.destroy();
  }
}
