"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { getJson } from "@/lib/client/get-json";
import type { IssuanceView } from "@/lib/issuance/schema";
import { isFinal } from "@/lib/kernel/session-states";

const POLL_MS = 1000;
/** Streams that fail in a row before the page asks by itself. */
const FAILURES_MAX = 2;

/** How an issuance stands, kept up to date: by server-sent events, and by asking each second where these do not get through. */
export function useIssuance(id: string, initial: IssuanceView | undefined) {
  const queryClient = useQueryClient();
  const [polling, setPolling] = useState(false);
  const issuance = useQuery({
    queryKey: ["issuance", id],
    queryFn: ({ signal }) => getJson<IssuanceView>(`/api/portal/issuances/${encodeURIComponent(id)}`, signal),
    initialData: initial,
    refetchInterval: ({ state }) => (polling && state.data && !isFinal(state.data.state) ? POLL_MS : false),
  });
  const waiting = issuance.data !== undefined && !isFinal(issuance.data.state);

  useEffect(() => {
    if (!waiting || polling) return;
    let failures = 0;
    const events = new EventSource(`/api/portal/issuances/${encodeURIComponent(id)}/events`);
    events.onmessage = ({ data }) => {
      failures = 0;
      queryClient.setQueryData(["issuance", id], JSON.parse(data) as IssuanceView);
    };
    // The stream ends by itself every few seconds and the browser connects again: only what never speaks has failed.
    events.onerror = () => {
      failures += 1;
      if (failures > FAILURES_MAX || events.readyState === EventSource.CLOSED) setPolling(true);
    };
    return () => events.close();
  }, [id, waiting, polling, queryClient]);

  return issuance;
}
