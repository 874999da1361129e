import { setTimeout as wait } from "node:timers/promises";

const atRest = () => ({
  /** Added to each answer. */
  latencyMs: 0,
  /** Actions that nobody is allowed. */
  deny: [],
  /** How many of the next requests are one too many. */
  throttleNext: 0,
  /** `{count, status, message?}`: the next requests fail like this. */
  failNext: null,
  /** `{count, seconds}`: the next requests stay silent for so long. */
  hangNext: null,
  /** Sign lies: a good signature by the right key over other bytes. */
  signOtherBytes: false,
  /** ECDSA: `shortR` has an r that begins with a zero byte; `unpadded` has lost that byte. */
  signatureShape: "any",
  /** Keys are told without their public halves. */
  hidePublicKeys: false,
});

const counts = (value) => value === null || (Number.isInteger(value?.count) && value.count >= 0);
const checks = {
  latencyMs: (value) => Number.isFinite(value) && value >= 0,
  deny: Array.isArray,
  throttleNext: (value) => Number.isInteger(value) && value >= 0,
  failNext: counts,
  hangNext: counts,
  signOtherBytes: (value) => typeof value === "boolean",
  signatureShape: (value) => ["any", "shortR", "unpadded"].includes(value),
  hidePublicKeys: (value) => typeof value === "boolean",
};

const isUsedUp = (fault) => fault === null || fault.count <= 0;
const spent = (fault) => (fault.count > 1 ? { ...fault, count: fault.count - 1 } : null);

/**
 * The switches of a key store's test server. `errors` makes its refusals: `throttled()`, `failed(status, message)` and
 * `denied()`.
 */
export function createFaults(errors) {
  let switches = atRest();
  return {
    show: () => ({ ...switches }),
    reset() {
      switches = atRest();
    },
    set(changes) {
      for (const [name, value] of Object.entries(changes)) {
        if (!Object.hasOwn(checks, name)) throw new TypeError(`No such switch: ${name}.`);
        if (!checks[name](value)) throw new TypeError(`${name} cannot be ${JSON.stringify(value)}.`);
      }
      switches = { ...switches, ...changes };
    },

    /** What happens to a request before it is even looked at. */
    async before(signal) {
      if (!isUsedUp(switches.hangNext)) {
        const { seconds } = switches.hangNext;
        switches.hangNext = spent(switches.hangNext);
        await wait(seconds * 1000, undefined, { signal });
      }
      if (switches.latencyMs > 0) await wait(switches.latencyMs, undefined, { signal });
      if (switches.throttleNext > 0) {
        switches.throttleNext -= 1;
        throw errors.throttled();
      }
      if (!isUsedUp(switches.failNext)) {
        const { status, message = "This failure was asked for." } = switches.failNext;
        switches.failNext = spent(switches.failNext);
        throw errors.failed(status, message);
      }
    },

    /** Refuses what the identity's policy, or a switch, denies. */
    authorize(identity, action) {
      if (switches.deny.includes(action) || identity.deny?.includes(action)) throw errors.denied(action);
    },
  };
}
