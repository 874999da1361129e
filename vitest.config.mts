import path from "node:path";
import { defineConfig } from "vitest/config";
import { PATIENCE_MS } from "./lib/testing/patience-ms";
import { quiet } from "./server/quiet.mjs";

export default defineConfig({
  resolve: {
    alias: {
      "@": path.resolve(import.meta.dirname),
      "server-only": path.resolve(import.meta.dirname, "lib/testing/server-only.ts"),
    },
  },
  test: {
    include: [
      "lib/**/*.test.{ts,tsx}",
      "components/**/*.test.{ts,tsx}",
      "scripts/**/*.test.ts",
      "server/**/*.test.ts",
      "e2e/support/**/*.test.ts",
    ],
    globalSetup: ["./lib/testing/global-setup.ts"],
    setupFiles: ["./lib/testing/patience.ts"],
    pool: "forks",
    env: quiet,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: PATIENCE_MS } },
  },
});
