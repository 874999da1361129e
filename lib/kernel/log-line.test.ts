import { afterEach, expect, test, vi } from "vitest";
import { logLine, setLogLevel } from "@/lib/kernel/log-line.mjs";

afterEach(() => {
  setLogLevel("info");
  vi.restoreAllMocks();
});

test.each([
  ["debug", ["warn", "error"]],
  ["info", ["warn", "error"]],
  ["warn", ["warn", "error"]],
  ["error", ["error"]],
  ["silent", []],
] as const)("LOG_LEVEL=%s writes just %j", (level, written) => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  setLogLevel(level);
  logLine({ level: "warn", event: "sample" });
  logLine({ level: "error", event: "sample" });
  expect(write.mock.calls).toEqual(written.map((one) => [`{"level":"${one}","event":"sample"}\n`]));
});
