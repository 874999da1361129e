import type { Ctx } from "@/lib/context";
import { resolveIssuer } from "@/lib/issuer/resolve-issuer";
import { utf8 } from "@/lib/kernel/bytes";
import { verifySignature } from "@/lib/keys/verify";
import { type Answer, call, tokenFor } from "@/lib/testing/admin-api";
import { type TestPlatform, testCtx } from "@/lib/testing/ctx";

/** An organisation that onboards issuers by the Issuer API, and signs by what it is told of their keys. */
export class OnboardingClient {
  private constructor(
    readonly ctx: Ctx,
    readonly token: string,
  ) {}

  static async make(platform: TestPlatform, tenant = "default"): Promise<OnboardingClient> {
    const ctx = await testCtx(platform, { tenant });
    return new OnboardingClient(ctx, await tokenFor(platform, { role: "owner" }, tenant));
  }

  onboard(key: object, did: object = {}): Promise<Answer> {
    return call("POST", "/onboard/issuer", { token: this.token, body: { key, did } });
  }

  /** Whether a signature by whatever this key object names is good. */
  async signs(issuerKey: unknown, issuerDid?: string): Promise<boolean> {
    const issuer = await resolveIssuer(this.ctx, { issuerKey, issuerDid });
    const data = utf8("sample");
    return verifySignature(issuer.publicJwk, issuer.algorithm, data, await issuer.signer.sign(data));
  }

  /** All that is stored of its keys and issuers, as one text. */
  async stored(): Promise<string> {
    const { db } = this.ctx;
    return JSON.stringify([
      await db.signingKey.findMany(),
      await db.authority.findMany(),
      await db.auditEvent.findMany({ omit: { sequence: true } }),
    ]);
  }
}
