import { expect, test } from "vitest";
import { systemRandom } from "@/lib/kernel/ids";

test("random bytes are of any length, and never the same or wiped ones twice (D7)", () => {
  const drawn = Array.from({ length: 600 }, (_, at) => systemRandom.bytes(16 + (at % 17)));
  drawn.push(systemRandom.bytes(5000), systemRandom.bytes(5000));
  const eights = drawn.flatMap((bytes) =>
    Array.from({ length: Math.floor(bytes.length / 8) }, (_, at) => Buffer.from(bytes.subarray(at * 8, at * 8 + 8))),
  );
  expect(drawn.map(({ length }) => length)).toEqual([
    ...Array.from({ length: 600 }, (_, at) => 16 + (at % 17)),
    5000,
    5000,
  ]);
  expect(new Set(eights.map((one) => one.toString("hex"))).size).toBe(eights.length);
});

test("whole numbers keep below their limit, and reach all below it", () => {
  const drawn = new Set(Array.from({ length: 2000 }, () => systemRandom.integer(5)));
  expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4]);
});
