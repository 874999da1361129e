import { defineConfig, devices } from "@playwright/test";
import { defaultServer } from "./e2e/support/default-server-settings.mjs";

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  outputDir: "test-results/e2e",
  timeout: 60_000,
  workers: 1,
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: { baseURL: defaultServer.url, actionTimeout: 15_000 },
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
          ],
        },
      },
    },
  ],
  webServer: [
    {
      command: "node e2e/support/identity-provider.mjs",
      url: `${defaultServer.identityProvider}/.well-known/openid-configuration`,
    },
    {
      command: "node e2e/support/kms-server/main.mjs",
      port: Number(new URL(defaultServer.keyManagement).port),
      env: { KMS_FOLDER: ".data/e2e-kms" },
    },
    {
      command: "node e2e/support/default-server.mjs",
      url: `${defaultServer.url}/readyz`,
      gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    },
  ],
});
