import { defineConfig, devices } from "@playwright/test";

const root = process.getuid?.() === 0;
const one = process.env.CHROMIUM_SINGLE_PROCESS ? ["--no-zygote"] : [];
export default defineConfig({
  testDir: "./e2e",
  outputDir: "test-results/e2e",
  timeout: 60_000,
  workers: 1,
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: "http://127.0.0.1:3901",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        ...(root ? ["--no-sandbox"] : []),
        ...one,
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: [
    {
      command: "node idp.mjs",
      url: "http://127.0.0.1:3910/.well-known/openid-configuration",
      reuseExistingServer: false,
    },
    {
      command: "node server.mjs",
      url: "http://127.0.0.1:3901/api/ping",
      reuseExistingServer: false,
      gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
      env: {
        PORT: "3901",
        DATA_DIR: ".data/e2e",
        NEXTAUTH_URL: "http://127.0.0.1:3901",
        NEXTAUTH_SECRET: "x".repeat(32),
        OIDC_ISSUER: "http://127.0.0.1:3910",
        OIDC_CLIENT_ID: "portal",
        OIDC_CLIENT_SECRET: "portal-secret",
      },
    },
  ],
});
