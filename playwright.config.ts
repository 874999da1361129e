import { defineConfig, devices } from "@playwright/test";
import { defaultServer } from "./e2e/support/default-server-settings.mjs";

const isRoot = process.getuid?.() === 0;
/** What is waited for comes soon, or never: a slow machine takes its time. */
const PATIENCE_MS = 15_000;
const START_MS = 180_000;

export default defineConfig({
  outputDir: "test-results/e2e",
  timeout: 120_000,
  expect: { timeout: PATIENCE_MS },
  workers: 1,
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: { baseURL: defaultServer.url, actionTimeout: PATIENCE_MS },
  projects: [
    { name: "api", testDir: "./e2e/api" },
    {
      name: "portal",
      testDir: "./e2e/portal",
      use: {
        ...devices["Desktop Chrome"],
        trace: "retain-on-failure",
        launchOptions: {
          executablePath: process.env.CHROMIUM_PATH,
          args: [
            ...(isRoot ? ["--no-sandbox"] : []),
            // The browser of the npm package has no zygote to fork from.
            ...(process.env.CHROMIUM_FROM === "npm" ? ["--no-zygote"] : []),
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // The sign-in page of the identity provider would like a font from elsewhere, and waits for it.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
          ],
        },
      },
    },
  ],
  webServer: [
    {
      command: "node e2e/support/identity-provider.mjs",
      url: `${defaultServer.identityProvider}/.well-known/openid-configuration`,
      timeout: START_MS,
    },
    {
      command: "node e2e/support/kms-server/main.mjs",
      port: Number(new URL(defaultServer.keyManagement).port),
      timeout: START_MS,
      env: { KMS_FOLDER: ".data/e2e-kms" },
    },
    {
      command: "node e2e/support/default-server.mjs",
      url: `${defaultServer.url}/readyz`,
      timeout: START_MS,
      gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    },
  ],
});
