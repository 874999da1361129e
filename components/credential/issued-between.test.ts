import { expect, test } from "vitest";
import { issuedBetween } from "@/components/credential/issued-between";

const local = (year: number, month: number, day: number) => new Date(year, month - 1, day).toISOString();

test("both days are meant whole, on the reader's clock", () => {
  expect(issuedBetween("2026-03-01", "2026-03-31")).toEqual({
    issuedAfter: local(2026, 3, 1),
    issuedBefore: local(2026, 4, 1),
  });
  expect(issuedBetween("2026-03-01", "2026-03-01")).toEqual({
    issuedAfter: local(2026, 3, 1),
    issuedBefore: local(2026, 3, 2),
  });
});

test("one end may be open, and days in the wrong order mean nothing", () => {
  expect(issuedBetween("2026-03-01", "")).toEqual({ issuedAfter: local(2026, 3, 1) });
  expect(issuedBetween("", "2026-12-31")).toEqual({ issuedBefore: local(2027, 1, 1) });
  expect(issuedBetween("", "")).toBeNull();
  expect(issuedBetween("2026-03-02", "2026-03-01")).toBeNull();
});
