import { expect, test } from "vitest";
import { JsonAnswer } from "@/lib/http/json-answer";

const inits: readonly (ResponseInit | undefined)[] = [
  undefined,
  { status: 201, headers: { etag: '"1"' } },
  { headers: new Headers({ "retry-after": "1" }) },
  { headers: [["content-type", "application/problem+json"]] },
];

test.each(inits.map((init) => [init]))("an answer of JSON is what Response.json makes of it (%#)", async (init) => {
  const value = { name: "Zoë", list: [1, null] };
  const [own, standard] = [new JsonAnswer(value, init), Response.json(value, init)];
  expect([own.status, [...own.headers]]).toEqual([standard.status, [...standard.headers]]);
  expect(own.plain).toBe(await standard.text());
  expect(await own.json()).toEqual(value);
});

test("an answer of JSON can be copied and streamed, and its body is read once", async () => {
  const value = { name: "Zoë" };
  const own = new JsonAnswer(value, { status: 201 });
  const copy = own.clone();
  expect(own.bodyUsed).toBe(false);
  expect(await new Response(own.body).json()).toEqual(value);
  expect([own.bodyUsed, copy.status, await copy.json()]).toEqual([true, 201, value]);
  await expect(own.text()).rejects.toThrow(TypeError);
});
