import type { Route } from "next";
import { redirect } from "next/navigation";
import { afterEach, expect, test, vi } from "vitest";
import { ActionProblem } from "@/lib/client/action-problem";
import { getJson } from "@/lib/client/get-json";
import { makeQueryClient } from "@/lib/client/query-client";
import { unwrap } from "@/lib/client/unwrap";

afterEach(() => vi.unstubAllGlobals());

const problem = {
  code: "contract_name_not_unique",
  message: "There is a contract of this name.",
  fields: { name: "Choose another name." },
  requestId: "request-1",
};

test("what an action hands back is the data itself", async () => {
  const action = async (input: { id: string }) => ({ ok: true as const, data: { id: input.id } });
  expect(await unwrap(action)({ id: "contract-1" })).toEqual({ id: "contract-1" });
});

test("a refusal arrives with its words, its fields and the request id", async () => {
  await expect(unwrap(async () => ({ ok: false as const, problem }))()).rejects.toMatchObject(problem);
});

test("silence is told apart from refusal", async () => {
  const action = () => Promise.reject(new TypeError("Failed to fetch"));
  await expect(unwrap(action)()).rejects.toMatchObject({ code: "unreachable", requestId: "" });
});

test("a crash shows no inner words, only what to quote", async () => {
  const crash = Object.assign(new Error("relation portal_user does not exist"), { digest: "digest-7" });
  const failure = await unwrap(() => Promise.reject(crash))().catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "internal", requestId: "digest-7" });
  expect(String(failure)).not.toContain("portal_user");
});

test("a redirect passes through to the framework", async () => {
  const action = async (): Promise<{ ok: true; data: null }> => redirect("/signin" as Route);
  await expect(unwrap(action)()).rejects.toMatchObject({ digest: expect.stringContaining("NEXT_REDIRECT") });
});

const answer = (body: string, init: ResponseInit) =>
  vi.stubGlobal("fetch", async () => new Response(body, { headers: { "x-request-id": "request-2" }, ...init }));

test("a read gives its data, or throws the same kind of problem", async () => {
  answer('{"items":[]}', { status: 200 });
  expect(await getJson("/api/portal/contracts")).toEqual({ items: [] });
  answer(JSON.stringify({ problem }), { status: 409 });
  await expect(getJson("/api/portal/contracts")).rejects.toMatchObject(problem);
});

test("an answer that is no JSON is a problem with the request id, not a crash", async () => {
  answer("<html>Bad gateway</html>", { status: 502, headers: { "x-request-id": "request-2" } });
  await expect(getJson("/api/portal/contracts")).rejects.toMatchObject({ code: "internal", requestId: "request-2" });
});

test("refusals are not asked for again, silence and our own failures are, twice", () => {
  const retry = makeQueryClient().getDefaultOptions().queries?.retry;
  if (typeof retry !== "function") throw new Error("The query client decides by a function.");
  const asksAgain = (failures: number, code: string) => retry(failures, new ActionProblem({ ...problem, code }));
  expect(["forbidden", "not_found", "invalid_request"].map((code) => asksAgain(0, code))).toEqual([
    false,
    false,
    false,
  ]);
  expect(["unreachable", "internal", "unavailable"].map((code) => asksAgain(1, code))).toEqual([true, true, true]);
  expect(asksAgain(2, "unreachable")).toBe(false);
});
