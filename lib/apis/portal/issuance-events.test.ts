import { expect, test } from "vitest";
import { issuanceEvents } from "@/lib/apis/portal/issuance-events";
import type { IssuanceView, SessionState } from "@/lib/issuance/schema";

/** Gives one state after the other, then the last again and again; counts how often it was asked. */
function readings(...states: SessionState[]) {
  const asked = { times: 0 };
  const read = async () => {
    const state = states[Math.min(asked.times, states.length - 1)];
    asked.times += 1;
    return { id: "i", state } as IssuanceView;
  };
  return { asked, read };
}

const statesIn = (text: string) => [...text.matchAll(/^data: (.*)$/gm)].map(([, json = ""]) => JSON.parse(json).state);

const forever = () => new AbortController().signal;

test("the page is told of each change once, and the stream ends with the issuance", async () => {
  const { asked, read } = readings("offered", "offered", "opened", "redeemed", "redeemed", "issued");
  const response = issuanceEvents(read, forever(), 1);
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
  expect(statesIn(await response.text())).toEqual(["offered", "opened", "redeemed", "issued"]);
  expect(asked.times).toBe(6);
});

test("a stream that nothing happens on ends by itself, so that the session is judged anew (A3)", async () => {
  const { asked, read } = readings("offered");
  expect(statesIn(await issuanceEvents(read, forever(), 1).text())).toEqual(["offered"]);
  expect(asked.times).toBe(30);
});

test("nobody is asked any more once the reader has gone", async () => {
  const { asked, read } = readings("offered");
  const reader = issuanceEvents(read, forever(), 5).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  const before = asked.times;
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(asked.times - before).toBeLessThanOrEqual(1);
});

test("a stream whose row cannot be read any more ends instead of hanging", async () => {
  const failing = () => Promise.reject(new Error("gone"));
  expect(await issuanceEvents(failing, forever(), 1).text()).toBe("");
});
