package org.mithaq.audit.identity;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * What is told to one reader is kept by no cache, a refusal neither. What anybody may keep says so
 * itself: the published files.
 */
public class CacheFilter {

  /** Forbids to keep an answer that says nothing of it. */
  @ServerResponseFilter
  public void forbid(ContainerResponseContext response) {
    if (!response.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL)) {
      response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }
}
