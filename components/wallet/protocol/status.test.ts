import { deflateSync } from "node:zlib";
import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { checkStatus, statusAt } from "@/components/wallet/protocol/status";
import { NOW, ORIGIN } from "@/components/wallet/testing/fake-issuer";

const uri = `${ORIGIN}/status-lists/7`;

async function listed(payload: Record<string, unknown>) {
  const token = await new SignJWT(payload).setProtectedHeader({ alg: "HS256" }).sign(new Uint8Array(32));
  return { origin: ORIGIN, now: () => NOW, fetch: async () => new Response(token) };
}

const list = (lst: string, bits = 1) => ({ sub: uri, status_list: { bits, lst } });

test("the standard's one-bit example reads bit by bit, the least significant first", async () => {
  const transport = await listed(list("eNrbuRgAAhcBXQ"));
  const statuses = await Promise.all(Array.from({ length: 16 }, (_, index) => checkStatus(transport, { uri, index })));
  const wanted = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1];
  expect(statuses).toEqual(wanted.map((bit) => (bit === 1 ? "revoked" : "valid")));
});

test("the standard's two-bit example reads too, with suspension told from revocation", async () => {
  const bytes = Uint8Array.of(0xc9, 0x44, 0xf9);
  const wanted = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3];
  expect(wanted.map((_, index) => statusAt(bytes, 2, index))).toEqual(wanted);
  const transport = await listed(list("eNo76fITAAPfAgc", 2));
  expect(await checkStatus(transport, { uri, index: 1 })).toBe("suspended");
});

test("a list for another address, one that has run out, and an entry beyond its end are refused", async () => {
  const entry = { uri, index: 3 };
  const refused = { kind: "unsupported" };
  const other = await listed({ ...list("eNrbuRgAAhcBXQ"), sub: `${ORIGIN}/status-lists/8` });
  await expect(checkStatus(other, entry)).rejects.toMatchObject(refused);
  const old = await listed({ ...list("eNrbuRgAAhcBXQ"), exp: NOW.getTime() / 1000 - 1 });
  await expect(checkStatus(old, entry)).rejects.toMatchObject(refused);
  const short = await listed(list("eNrbuRgAAhcBXQ"));
  await expect(checkStatus(short, { uri, index: 16 })).rejects.toMatchObject(refused);
});

test("a list that unpacks without end is not unpacked (L4)", async () => {
  const bomb = deflateSync(Buffer.alloc(4 * 1024 * 1024)).toString("base64url");
  await expect(checkStatus(await listed(list(bomb)), { uri, index: 0 })).rejects.toMatchObject({ kind: "unsupported" });
});

test("a status list of another origin is not asked for", async () => {
  const transport = await listed(list("eNrbuRgAAhcBXQ"));
  const entry = { uri: "https://elsewhere.example.net/1", index: 0 };
  await expect(checkStatus(transport, entry)).rejects.toMatchObject({ kind: "foreign_offer" });
});
