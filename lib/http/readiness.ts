const key = Symbol.for("portal.recovered");
const holder = globalThis as typeof globalThis & { [key]?: boolean };

/** Says that the first recovery is done: what an earlier, killed process left half issued is settled. */
export function markRecovered(): void {
  holder[key] = true;
}

/** True once this process may serve: after recovery, and while `askDatabase` succeeds within two seconds. */
export async function isReady(askDatabase: () => Promise<unknown>): Promise<boolean> {
  if (!holder[key]) return false;
  const patience = AbortSignal.timeout(2000);
  const late = new Promise<boolean>((resolve) => {
    patience.addEventListener("abort", () => resolve(false), { once: true });
  });
  const asked = askDatabase().then(
    () => true,
    () => false,
  );
  return Promise.race([asked, late]);
}
