import { expect } from "@playwright/test";
import type { Answer } from "@/e2e/support/wallet/ask";

interface Envelope {
  requestId: string;
  date: string;
  mscv: string;
  error: { code: string; message: string; innererror?: { code: string; message: string; target?: string } };
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a refusal of the Admin API says, once its envelope and headers were found whole (reference, section 3.1). */
export function refusalIn(answer: Answer): Envelope["error"] {
  const { requestId, date, mscv, error } = answer.json<Envelope>();
  expect(requestId).toMatch(GUID);
  expect(date).toBe(new Date(date).toUTCString());
  expect(mscv).toMatch(/^[A-Za-z0-9+/]{16}\.\d+$/);
  expect([answer.headers["request-id"], answer.headers["ms-cv"]]).toEqual([requestId, mscv]);
  expect(answer.headers["content-type"]).toMatch(/^application\/json/);
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(answer.text).not.toMatch(/prisma|postgres|node_modules|\.ts:\d/i);
  return error;
}

/** Status, inner code and target: what clients key on. */
export function refused(answer: Answer): [status: number, code: string | undefined, target?: string] {
  const { innererror } = refusalIn(answer);
  return innererror?.target === undefined
    ? [answer.status, innererror?.code]
    : [answer.status, innererror.code, innererror.target];
}
