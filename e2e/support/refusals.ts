import { expect, test } from "@playwright/test";
import { type IssuingSetup, issuingSetup } from "@/e2e/support/issuing-setup";
import type { IssuanceOptions } from "@/e2e/support/portal-api";
import type { Answer } from "@/e2e/support/wallet/ask";
import { getToken, type Opened, openOffer, type Token } from "@/e2e/support/wallet/wallet";
import { withDatabase } from "@/e2e/support/with-database";

interface Refusals {
  setup: IssuingSetup;
  stranger: IssuingSetup;
}

/** Two issuers in tenants of their own, made before the file's first test. */
export function twoIssuers(name: string): Refusals {
  const made = {} as Refusals;
  test.beforeAll(async () => {
    made.setup = await issuingSetup({ name: `${name}-${process.pid}` });
    made.stranger = await issuingSetup({ name: `${name}-stranger-${process.pid}` });
  });
  return made;
}

/** An offer taken up to its token. */
export async function redeemed(
  setup: IssuingSetup,
  options?: IssuanceOptions,
): Promise<Opened & { token: Token; requestId: string }> {
  const { url, requestId } = await setup.api.createIssuance(setup, options);
  const opened = await openOffer(url);
  return { ...opened, token: await getToken(opened), requestId };
}

/** Every refusal is a 4xx in OAuth's form, kept nowhere, in plain ASCII. */
export function expectRefusal(answer: Answer, error: string, status = 400): void {
  expect({ status: answer.status, error: answer.json().error }).toEqual({ status, error });
  expect(answer.json().error_description).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/);
  expect(answer.headers).toMatchObject({
    "cache-control": "no-store",
    "access-control-allow-origin": "*",
    "content-type": "application/json",
  });
}

interface CredentialState {
  id: string;
  state: string;
  status_value: number;
  revocation_reason: string | null;
}

export const credentialStates = (requestId: string): Promise<CredentialState[]> =>
  withDatabase(async (database) => {
    const text = "SELECT id, state, status_value, revocation_reason FROM credential WHERE session_id = $1";
    return (await database.query<CredentialState>(text, [requestId])).rows;
  });
