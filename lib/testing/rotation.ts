import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { expect } from "vitest";
import { generateDidDocument } from "@/lib/authority/generate-did-document";
import { rotateSigningKey } from "@/lib/authority/rotate-signing-key";
import { findIssuer } from "@/lib/authority/signer";
import { synchronizeDidDocument } from "@/lib/authority/synchronize-did-document";
import type { DidDocument } from "@/lib/did/document";
import type { Egress, EgressResult } from "@/lib/egress/egress";
import { utf8 } from "@/lib/kernel/bytes";
import { type TestPlatform, testCtx } from "@/lib/testing/ctx";
import { claim, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";

/** Where the domain of `issuingParts` serves its document. */
export const HOSTED_AT = "https://works.example.org/.well-known/did.json";

/** The web server of the linked domain, for a platform's egress. Nothing is served until something is put there. */
export function hostedDocument(): { egress: Egress; serve(document: unknown): void } {
  let hosted: unknown;
  const request = async (url: string): Promise<EgressResult> =>
    url === HOSTED_AT && hosted !== undefined
      ? { ok: true, status: 200, headers: {}, body: utf8(JSON.stringify(hosted)) }
      : { ok: false, cause: "connection_failed" };
  return {
    egress: { refusal: () => undefined, request },
    serve(document) {
      hosted = document;
    },
  };
}

/** An authority in a tenant of its own, its document hosted, and what is done with its keys. */
export async function rotatingAuthority(platform: TestPlatform, tenant: string, serve: (document: unknown) => void) {
  const ctx = await testCtx(platform, { tenant });
  const parts = await issuingParts(ctx);
  const { authorityId } = parts.issuer;
  const generate = () => generateDidDocument(ctx, { authorityId });
  const rotate = () => rotateSigningKey(ctx, { authorityId });
  const synchronize = () => synchronizeDidDocument(ctx, { authorityId });
  /** Hosts the document as it should be now. */
  const host = async () => serve(await generate());
  await host();
  return {
    ctx,
    parts,
    authorityId,
    generate,
    rotate,
    synchronize,
    host,
    async rotateAndSwitch() {
      await rotate();
      await host();
      return synchronize();
    },
    async issue(): Promise<string> {
      const issuer = await findIssuer(ctx, authorityId);
      if (!issuer) throw new Error("The authority has no issuer.");
      const wallet = await TestWallet.make();
      const { accessToken } = await redeemedOffer(ctx, { issuer, contract: parts.contract });
      const { credentials } = await claim(ctx, issuer, accessToken, [await wallet.proof(ctx, issuer)]);
      return credentials[0] ?? "";
    },
  };
}

/** Verifies as the world would: by the DID document alone, which a `kid` must lead into. */
export async function verifiesBy(document: DidDocument, token: string, currentDate: Date): Promise<boolean> {
  const keys = document.verificationMethod.map(({ id, publicKeyJwk }) => ({ ...publicKeyJwk, kid: document.id + id }));
  expect(decodeProtectedHeader(token).kid).toMatch(
    /^did:web:works\.example\.org#[0-9a-f]{32}vcSigningKey-[0-9a-f]{5}$/,
  );
  return jwtVerify(token, createLocalJWKSet({ keys }), { currentDate }).then(
    () => true,
    () => false,
  );
}
