/**
 * Answers many callers with few loads: calls that come while a load is under way wait for the next one, so that each
 * answer was read after its caller asked. A load gets each key once.
 */
export function coalesce<Value>(load: (keys: string[]) => Promise<ReadonlyMap<string, Value>>) {
  let waiting: Batch<Value> | null = null;
  let busy = false;

  const start = async (): Promise<void> => {
    busy = true;
    while (waiting) {
      const batch: Batch<Value> = waiting;
      waiting = null;
      await load([...batch.keys]).then(batch.resolve, batch.reject);
    }
    busy = false;
  };

  return async (key: string): Promise<Value | undefined> => {
    waiting ??= newBatch<Value>();
    waiting.keys.add(key);
    const { loaded } = waiting;
    if (!busy) void start();
    return (await loaded).get(key);
  };
}

interface Batch<Value> {
  readonly keys: Set<string>;
  readonly loaded: Promise<ReadonlyMap<string, Value>>;
  resolve(values: ReadonlyMap<string, Value>): void;
  reject(error: unknown): void;
}

function newBatch<Value>(): Batch<Value> {
  const keys = new Set<string>();
  let resolve: Batch<Value>["resolve"] = () => undefined;
  let reject: Batch<Value>["reject"] = () => undefined;
  const loaded = new Promise<ReadonlyMap<string, Value>>((succeed, fail) => {
    resolve = succeed;
    reject = fail;
  });
  return { keys, loaded, resolve: (values) => resolve(values), reject: (error) => reject(error) };
}
