import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { claimCredential, openOffer } from "@/components/wallet/protocol/claim";
import { makeHolderKey } from "@/components/wallet/protocol/proof";
import { byReference, fakeIssuer, ISSUER, OFFER_URL, ORIGIN } from "@/components/wallet/testing/fake-issuer";

test("an offer by reference becomes a credential bound to the wallet's key, and the issuer is told", async () => {
  const issuer = await fakeIssuer();
  const opened = await openOffer(issuer.transport, byReference);
  expect(opened.configuration.format).toBe("jwt_vc_json");
  expect(issuer.calls.every((call) => call.startsWith("GET "))).toBe(true);

  const key = await makeHolderKey();
  const { credential, confirm } = await claimCredential(issuer.transport, opened, key);
  expect(decodeJwt(credential).cnf).toEqual({ jwk: key.publicJwk });
  expect(issuer.notifications).toEqual([]);
  await confirm();
  expect(issuer.notifications).toEqual([{ notification_id: "n-1", event: "credential_accepted" }]);
});

test("the holder key cannot be taken out of the browser", async () => {
  const key = await makeHolderKey();
  expect(key.privateKey.extractable).toBe(false);
  expect(key.publicJwk).not.toHaveProperty("d");
  await expect(crypto.subtle.exportKey("jwk", key.privateKey)).rejects.toThrow();
});

test("an offer by value, percent-encoded as a whole, or inside a link to the wallet opens as well", async () => {
  const issuer = await fakeIssuer();
  const byValue = `openid-credential-offer://?credential_offer=${encodeURIComponent(JSON.stringify(issuer.offer))}`;
  const wallet = `${ORIGIN}/wallet`;
  for (const text of [
    byValue,
    `  ${byReference}\n`,
    encodeURIComponent(byReference),
    `${wallet}?offer=${encodeURIComponent(byReference)}`,
    `${wallet}#offer=${encodeURIComponent(byReference)}`,
  ]) {
    expect((await openOffer(issuer.transport, text)).configurationId).toBe("Staff_jwt_vc_json");
  }
});

test("an issuer that serves its metadata at the appended path only is understood", async () => {
  const issuer = await fakeIssuer({ appendedOnly: true });
  const opened = await openOffer(issuer.transport, byReference);
  expect(opened.server.token_endpoint).toBe(`${ISSUER}/token`);
  expect(issuer.calls).toContain(`GET ${ORIGIN}/.well-known/openid-credential-issuer/oid4vci/a1`);
  expect(issuer.calls).toContain(`GET ${ISSUER}/.well-known/openid-credential-issuer`);
});

test("an offer of another origin is refused in plain words, and nothing is sent there", async () => {
  const issuer = await fakeIssuer();
  const foreign = "https://elsewhere.example.net/offers/1";
  const value = JSON.stringify({ ...issuer.offer, credential_issuer: "https://elsewhere.example.net" });
  for (const text of [
    `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(foreign)}`,
    `openid-credential-offer://?credential_offer=${encodeURIComponent(value)}`,
  ]) {
    await expect(openOffer(issuer.transport, text)).rejects.toMatchObject({
      kind: "foreign_offer",
      message: expect.stringContaining("elsewhere.example.net"),
    });
  }
  expect(issuer.calls).toEqual([]);
});

test("metadata that send the token or the proof to another origin are refused before the code is spent", async () => {
  const issuer = await fakeIssuer({
    changeMetadata: (it) => ({ ...it, credential_endpoint: "https://elsewhere.example.net/credential" }),
  });
  await expect(openOffer(issuer.transport, byReference)).rejects.toMatchObject({ kind: "foreign_offer" });
});

test("metadata that speak for another issuer are refused", async () => {
  const issuer = await fakeIssuer({ changeMetadata: (it) => ({ ...it, credential_issuer: `${ORIGIN}/oid4vci/a2` }) });
  await expect(openOffer(issuer.transport, byReference)).rejects.toMatchObject({ kind: "unsupported" });
});

test.each([
  ["in a format that the wallet cannot hold", { Staff_jwt_vc_json: { format: "ldp_vc" } }, "ldp_vc"],
  ["that its issuer does not describe", {}, "for the issuer to mend"],
])("a credential %s is refused in plain words before the code is spent", async (_what, configurations, words) => {
  const changeMetadata = (it: object) => ({ ...it, credential_configurations_supported: configurations });
  const issuer = await fakeIssuer({ changeMetadata });
  await expect(openOffer(issuer.transport, byReference)).rejects.toMatchObject({
    kind: "unsupported",
    message: expect.stringContaining(words),
  });
  expect(issuer.calls.filter((call) => !call.startsWith("GET "))).toEqual([]);
});

test("what is no offer is called that", async () => {
  const { transport } = await fakeIssuer();
  const both = `${byReference}&credential_offer=%7B%7D`;
  for (const text of ["", "hello", "https://example.org/", both, "openid-credential-offer://?credential_offer=%7B"]) {
    await expect(openOffer(transport, text)).rejects.toMatchObject({ kind: "invalid_offer" });
  }
});

test("an offer that has run out or was taken is called closed, when it is opened and when it is accepted", async () => {
  const issuer = await fakeIssuer();
  const opened = await openOffer(issuer.transport, byReference);
  issuer.close();
  await expect(openOffer(issuer.transport, byReference)).rejects.toMatchObject({ kind: "offer_closed" });
  const key = await makeHolderKey();
  await expect(claimCredential(issuer.transport, opened, key)).rejects.toMatchObject({ kind: "offer_closed" });
});

test("a wrong transaction code can be typed again while the offer lives, and the right one is taken", async () => {
  const issuer = await fakeIssuer({ transactionCode: "123456" });
  const opened = await openOffer(issuer.transport, byReference);
  const key = await makeHolderKey();
  await expect(claimCredential(issuer.transport, opened, key, "000000")).rejects.toMatchObject({ kind: "wrong_code" });
  expect(issuer.calls.at(-1)).toBe(`GET ${OFFER_URL}`);
  await expect(claimCredential(issuer.transport, opened, key, "123456")).resolves.toHaveProperty("credential");
});

test("a wrong transaction code that closed the offer is not called a typing mistake", async () => {
  const issuer = await fakeIssuer({ transactionCode: "123456" });
  const opened = await openOffer(issuer.transport, byReference);
  issuer.close();
  const key = await makeHolderKey();
  await expect(claimCredential(issuer.transport, opened, key, "123456")).rejects.toMatchObject({
    kind: "offer_closed",
  });
});

test("an issuer that does not answer is told from one that refuses", async () => {
  const { transport } = await fakeIssuer();
  const silent = { ...transport, fetch: () => Promise.reject(new TypeError("Failed to fetch")) };
  await expect(openOffer(silent, byReference)).rejects.toMatchObject({ kind: "unreachable" });
});
