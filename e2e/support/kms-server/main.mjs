import { startKmsServer } from "./server.mjs";

const { KMS_PORT = "3930", KMS_FOLDER = ".data/kms", KMS_LATENCY_MS = "0" } = process.env;

const server = await startKmsServer({
  port: Number(KMS_PORT),
  folder: KMS_FOLDER,
  latencyMs: Number(KMS_LATENCY_MS),
}).catch((error) => {
  console.error(`Cannot start on KMS_PORT ${KMS_PORT} with KMS_FOLDER ${KMS_FOLDER}: ${error.message}`);
  process.exit(1);
});
const lines = Object.entries(server.env).map(([name, value]) => `${name}=${value}`);
console.log(
  `AWS KMS test server on ${server.url}, keys in ${KMS_FOLDER}. Start the portal with:\n\n${lines.join("\n")}\n`,
);

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    await server.stop();
    process.exit(0);
  });
}
