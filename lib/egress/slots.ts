/** Lets at most `limit` pieces of work per key run at once; the others wait in line, each until its signal ends. */
export class Slots {
  readonly #busy = new Map<string, number>();
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(readonly limit: number) {}

  /** Resolves to the function that frees the slot; rejects when the signal ends first. */
  async take(key: string, signal: AbortSignal): Promise<() => void> {
    const busy = this.#busy.get(key) ?? 0;
    if (busy >= this.limit) await this.#queue(key, signal);
    else this.#busy.set(key, busy + 1);
    let free = () => this.#pass(key);
    return () => {
      free();
      free = () => undefined;
    };
  }

  #queue(key: string, signal: AbortSignal): Promise<void> {
    const line = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, line);
    return new Promise((resolve, reject) => {
      const leave = () => {
        line.delete(enter);
        reject(signal.reason);
      };
      const enter = () => {
        line.delete(enter);
        signal.removeEventListener("abort", leave);
        resolve();
      };
      line.add(enter);
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  /** Hands the slot to the next in line, or gives it back. */
  #pass(key: string): void {
    const [next] = this.#waiting.get(key) ?? [];
    if (next) {
      next();
      return;
    }
    this.#waiting.delete(key);
    const busy = (this.#busy.get(key) ?? 1) - 1;
    if (busy > 0) this.#busy.set(key, busy);
    else this.#busy.delete(key);
  }
}
