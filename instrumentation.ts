/** Runs once in each server process, before it takes requests. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startMaintenance } = await import("@/lib/maintenance");
  const { markRecovered } = await import("@/lib/http/readiness");
  const endMaintenance = await startMaintenance();
  // For server/serve.mjs, which the bundler does not know.
  Reflect.set(globalThis, Symbol.for("portal.endMaintenance"), endMaintenance);
  markRecovered();
}
