import path from "node:path";
import { defineConfig } from "vitest/config";
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
    pool: "forks",
    env: quiet,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
