/**
 * What the X.509 library's wiring asks of `Reflect` and JavaScript does not have: notes on classes. Defined before that
 * library is loaded, and left alone where somebody has brought it along.
 */
const notes = new WeakMap<object, Map<unknown, unknown>>();

const getOwnMetadata = (key: unknown, target: object): unknown => notes.get(target)?.get(key);

function getMetadata(key: unknown, target: object): unknown {
  for (let one: object | null = target; one; one = Object.getPrototypeOf(one)) {
    if (notes.get(one)?.has(key)) return getOwnMetadata(key, one);
  }
  return undefined;
}

function defineMetadata(key: unknown, value: unknown, target: object): void {
  notes.set(target, (notes.get(target) ?? new Map()).set(key, value));
}

const metadata = (key: unknown, value: unknown) => (target: object) => defineMetadata(key, value, target);

if (!("getMetadata" in Reflect)) Object.assign(Reflect, { getOwnMetadata, getMetadata, defineMetadata, metadata });
