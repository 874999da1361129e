import { setTimeout as pause } from "node:timers/promises";
import type { IssuanceView } from "@/lib/issuance/schema";
import { isFinal } from "@/lib/kernel/session-states";

const INTERVAL_MS = 500;
/** The browser then asks anew, and its session and permission are judged anew (security A3). */
const LOOKS_MAX = 30;

/**
 * A stream of server-sent events: how the issuance stands at first, and again after each change. It ends at a final
 * state, when the reader goes, or after 15 seconds, whereupon an EventSource connects again by itself.
 */
export function issuanceEvents(
  read: () => Promise<IssuanceView>,
  gone: AbortSignal,
  intervalMs = INTERVAL_MS,
): Response {
  const left = new AbortController();
  const signal = AbortSignal.any([gone, left.signal]);
  const body = new ReadableStream<Uint8Array>({
    async start(stream) {
      try {
        for await (const text of changes(read, signal, intervalMs)) stream.enqueue(new TextEncoder().encode(text));
        stream.close();
      } catch {
        // The reader has gone, or the row cannot be read now: the browser connects again, or falls back to asking.
        if (!signal.aborted) stream.close();
      }
    },
    cancel: () => left.abort(),
  });
  return new Response(body, {
    // Without no-transform the server would hold events back to compress them.
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store, no-transform" },
  });
}

async function* changes(read: () => Promise<IssuanceView>, signal: AbortSignal, intervalMs: number) {
  let told = "";
  for (let look = 0; look < LOOKS_MAX && !signal.aborted; look++) {
    if (look > 0) await pause(intervalMs, undefined, { signal });
    const view = await read();
    const text = JSON.stringify(view);
    if (text !== told) yield `retry: ${intervalMs}\ndata: ${text}\n\n`;
    told = text;
    if (isFinal(view.state)) return;
  }
}
