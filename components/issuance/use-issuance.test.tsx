// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useIssuance } from "@/components/issuance/use-issuance";
import type { IssuanceView, SessionState } from "@/lib/issuance/schema";

class Stream {
  static CLOSED = 2;
  static open: Stream[] = [];
  readyState = 1;
  closed = false;
  onmessage?: (event: { data: string }) => void;
  onerror?: () => void;

  constructor(readonly url: string) {
    Stream.open.push(this);
  }

  close() {
    this.closed = true;
  }
}

const view = (state: SessionState) => ({ id: "i", state }) as IssuanceView;

function Watcher() {
  return <p>{useIssuance("i", view("offered")).data?.state}</p>;
}

const watch = () =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } })}>
      <Watcher />
    </QueryClientProvider>,
  );

const stream = () => Stream.open.at(-1) as Stream;

beforeEach(() => {
  Stream.open = [];
  vi.stubGlobal("EventSource", Stream);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("each step shows as it is told, and the stream is closed at the last", async () => {
  watch();
  expect(stream().url).toBe("/api/portal/issuances/i/events");
  act(() => stream().onmessage?.({ data: JSON.stringify(view("opened")) }));
  expect(await screen.findByText("opened")).toBeDefined();
  expect(stream().closed).toBe(false);
  act(() => stream().onmessage?.({ data: JSON.stringify(view("issued")) }));
  expect(await screen.findByText("issued")).toBeDefined();
  expect(stream().closed).toBe(true);
});

test("where events do not get through the page asks by itself", async () => {
  const ask = vi.fn(async () => Response.json(view("issued")));
  vi.stubGlobal("fetch", ask);
  watch();
  for (let failure = 0; failure < 3; failure++) act(() => stream().onerror?.());
  expect(stream().closed).toBe(true);
  expect(await screen.findByText("issued", undefined, { timeout: 5000 })).toBeDefined();
  expect(ask).toHaveBeenCalledTimes(1);
});

test("a stream that ends and comes back is no failure", () => {
  watch();
  for (let round = 0; round < 5; round++) {
    act(() => stream().onerror?.());
    act(() => stream().onmessage?.({ data: JSON.stringify(view("opened")) }));
  }
  expect(stream().closed).toBe(false);
  expect(Stream.open).toHaveLength(1);
});
