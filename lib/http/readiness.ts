import type { Platform } from "@/lib/context";

const key = Symbol.for("portal.recovered");
const holder = globalThis as typeof globalThis & { [key]?: boolean };

/** Says that the first recovery is done: what an earlier, killed process left half issued is settled. */
export function markRecovered(): void {
  holder[key] = true;
}

const ping = { name: "readiness", text: "SELECT 1 AS up" };

/** True once this process may serve: after recovery, and while the database answers within two seconds. */
export async function isReady(platform: () => Pick<Platform, "sql">): Promise<boolean> {
  if (!holder[key]) return false;
  const patience = AbortSignal.timeout(2000);
  const late = new Promise<boolean>((resolve) => {
    patience.addEventListener("abort", () => resolve(false), { once: true });
  });
  const asked = platform()
    .sql(ping, [])
    .then(
      () => true,
      () => false,
    );
  return Promise.race([asked, late]);
}
