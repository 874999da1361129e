import { setTimeout as wait } from "node:timers/promises";
import { accessDenied, internalFault, KmsError, throttled } from "./errors.mjs";

/** Every switch at rest. A member may be set alone through `control` or `POST /_control`. */
const atRest = (latencyMs) => ({
  /** Added to each answer. */
  latencyMs,
  /** The operations that the next four befall, so that no other request uses them up; null for all. */
  only: null,
  /** The share of requests, 0 to 1, that get a 500 KMSInternalException. */
  errorRate: 0,
  /** How many of the next requests are answered ThrottlingException. */
  throttleNext: 0,
  /** `{count, type, message?, status?}`: the next requests fail with this very error. */
  failNext: null,
  /** `{count, seconds}`: the next requests stay silent for so long. */
  hangNext: null,
  /** Operations that are answered AccessDeniedException: `["Sign"]`. */
  deny: [],
  /** Sign lies: a good signature by the right key over other bytes. */
  signOtherBytes: false,
  /** `shortR` or `shortS`: ECDSA signatures whose integer is shorter than the curve's width. */
  signatureShape: "any",
});

const counts = (value) => value === null || (Number.isInteger(value?.count) && value.count >= 0);
const checks = {
  latencyMs: (value) => Number.isFinite(value) && value >= 0,
  errorRate: (value) => value >= 0 && value <= 1,
  deny: (value) => Array.isArray(value),
  only: (value) => value === null || Array.isArray(value),
  throttleNext: (value) => Number.isInteger(value) && value >= 0,
  failNext: counts,
  hangNext: counts,
  signOtherBytes: (value) => typeof value === "boolean",
  signatureShape: (value) => ["any", "shortR", "shortS"].includes(value),
};

const isUsedUp = (fault) => fault === null || fault.count <= 0;
const spent = (fault) => (fault.count > 1 ? { ...fault, count: fault.count - 1 } : null);

export function createFaults(latencyMs) {
  let switches = atRest(latencyMs);
  return {
    get signOtherBytes() {
      return switches.signOtherBytes;
    },
    get signatureShape() {
      return switches.signatureShape;
    },
    show: () => ({ ...switches }),
    reset() {
      switches = atRest(latencyMs);
    },
    set(changes) {
      for (const [name, value] of Object.entries(changes)) {
        if (!Object.hasOwn(checks, name)) throw new TypeError(`No such switch: ${name}.`);
        if (!checks[name](value)) throw new TypeError(`${name} cannot be ${JSON.stringify(value)}.`);
      }
      switches = { ...switches, ...changes };
    },

    /** What happens to a request before its operation is even looked at. */
    async before(operation, signal) {
      if (switches.latencyMs > 0) await wait(switches.latencyMs, undefined, { signal });
      if (switches.only && !switches.only.includes(operation)) return;
      if (!isUsedUp(switches.hangNext)) {
        const { seconds } = switches.hangNext;
        switches.hangNext = spent(switches.hangNext);
        await wait(seconds * 1000, undefined, { signal });
      }
      if (switches.throttleNext > 0) {
        switches.throttleNext -= 1;
        throw throttled();
      }
      if (!isUsedUp(switches.failNext)) {
        const { type, message = "This failure was asked for.", status } = switches.failNext;
        switches.failNext = spent(switches.failNext);
        throw new KmsError(type, message, status);
      }
      if (Math.random() < switches.errorRate) throw internalFault();
    },

    /** Refuses what the account's policy, or a switch, denies. */
    authorize(account, operation) {
      if (!switches.deny.includes(operation) && !account.deny?.includes(operation)) return;
      throw accessDenied(
        `User: arn:aws:iam::${account.accountId}:user/${account.accessKeyId} is not authorized to perform: kms:${operation}`,
      );
    },
  };
}
