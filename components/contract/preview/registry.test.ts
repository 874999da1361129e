import { expect, test } from "vitest";
import type { CardDocuments, SkinId } from "@/components/contract/preview/card-view";
import { defaultUser, resolveCard, skinIds } from "@/components/contract/preview/registry";
import { fc } from "@/lib/testing/chance";

const configuration = (...display: Record<string, unknown>[]) => ({
  format: "dc+sd-jwt",
  credential_metadata: { display, claims: [] },
});
const PNG = "data:image/png;base64,iVBORw0KGgo=";
const LONG = "Certificate of proficiency ".repeat(5).slice(0, 120);

const documents = {
  nothing: {},
  minimal: configuration({ name: "Badge" }),
  twoLocales: configuration(
    { name: "Badge", locale: "en", background_color: "#12107C", text_color: "#FFFFFF" },
    { name: "Ausweis", locale: "de", background_color: "#12107C", text_color: "#FFFFFF" },
    { name: "Badge" },
  ),
  regionalOnly: configuration({ name: "Ausweis", locale: "de-DE" }, { name: "Badge", locale: "en-US" }),
  green: configuration({ name: "Badge", background_color: "#00FF00" }),
  maroon: configuration({ name: "Badge", background_color: "#800000" }),
  orange: configuration({ name: "Badge", background_color: "#FF5733" }),
  navy: configuration({ name: "Badge", background_color: "#12107C" }),
  alpha: configuration({ name: "Badge", background_color: "#12107CFF", text_color: "#FFFFFFFF" }),
  longTitle: configuration({ name: LONG, locale: "en" }),
  imageOnly: configuration({ name: "Badge", background_image: { uri: "https://example.org/back.png" } }),
  inlineLogo: configuration({ name: "Badge", logo: { uri: PNG, alt_text: "A dot" } }),
  brokenLogo: configuration({ name: "Badge", logo: { uri: 12 } }),
  arabic: configuration({ name: "بطاقة الموظف", locale: "ar" }, { name: "社員証", locale: "ja" }),
} as const;

const view = (skin: SkinId, name: keyof typeof documents, more: Partial<CardDocuments> = {}, locales = ["de"]) =>
  resolveCard(
    skin,
    { issuer: { display: [{ name: "Example" }] }, configuration: documents[name], ...more },
    { ...defaultUser, locales },
  );
const titleIn = (skin: SkinId, name: keyof typeof documents, locales?: string[]) =>
  view(skin, name, {}, locales).detail.title;

test.each(skinIds)("%s draws a card from any JSON at all", (skin) => {
  const anything = fc.jsonValue({ maxDepth: 4 });
  const entry = fc.record(
    { name: anything, locale: anything, logo: anything, background_color: anything, background_image: anything },
    { requiredKeys: [] },
  );
  const shaped = fc.record({
    credential_metadata: fc.oneof(anything, fc.record({ display: fc.array(entry), claims: anything })),
    claims: anything,
  });
  const either = fc.oneof(anything, shaped);
  fc.assert(
    fc.property(either, either, either, anything, anything, fc.array(fc.string()), (a, b, c, d, claims, locales) => {
      const card = resolveCard(
        skin,
        { issuer: a, configuration: b, typeMetadata: c, manifest: d, claims },
        { ...defaultUser, locales },
      );
      expect(card.background).toMatch(/^#[0-9A-F]{6}$/);
      expect(card.ink).toMatch(/^#[0-9A-F]{6}$/);
    }),
  );
});

test.each<[SkinId, string, string, string]>([
  ["generic", "Ausweis", "Ausweis", "社員証"],
  ["authenticator", "Ausweis", "Ausweis", "社員証"],
  ["paradym", "Badge", "Badge", "بطاقة الموظف"],
  ["eudi", "Ausweis", "Ausweis", "社員証"],
  ["swiyu", "Ausweis", "Ausweis", "社員証"],
])("%s shows the language that its own rule picks", (skin, two, regional, japanese) => {
  expect(titleIn(skin, "twoLocales")).toBe(two);
  expect(titleIn(skin, "regionalOnly")).toBe(regional);
  expect(titleIn(skin, "arabic", ["ja-JP"])).toBe(japanese);
});

test("Authenticator wants a bare tag: with regional ones alone everybody gets the first", () => {
  expect(titleIn("authenticator", "regionalOnly", ["en-US"])).toBe("Ausweis");
  expect(titleIn("authenticator", "twoLocales", ["en-US"])).toBe("Badge");
});

test("swiyu falls back to German, then English, before the first", () => {
  expect(titleIn("swiyu", "regionalOnly", ["fr"])).toBe("Ausweis");
  expect(titleIn("swiyu", "arabic", ["fr"])).toBe("بطاقة الموظف");
});

test.each<[keyof typeof documents, Record<SkinId, string>]>([
  ["green", { generic: "#000000", authenticator: "#000000", paradym: "#F8F8FA", eudi: "#1B1B1F", swiyu: "#000000" }],
  ["maroon", { generic: "#FFFFFF", authenticator: "#FFFFFF", paradym: "#111111", eudi: "#1B1B1F", swiyu: "#FFFFFF" }],
  ["orange", { generic: "#000000", authenticator: "#000000", paradym: "#111111", eudi: "#1B1B1F", swiyu: "#000000" }],
  ["navy", { generic: "#FFFFFF", authenticator: "#FFFFFF", paradym: "#F8F8FA", eudi: "#1B1B1F", swiyu: "#FFFFFF" }],
  ["alpha", { generic: "#FFFFFF", authenticator: "#FFFFFF", paradym: "#FFFFFF", eudi: "#1B1B1F", swiyu: "#FFFFFF" }],
])("text on %s takes the colour that each wallet really uses", (name, inks) => {
  expect(Object.fromEntries(skinIds.map((skin) => [skin, view(skin, name).ink]))).toEqual(inks);
});

test("an eight-digit colour fills cards that drop the alpha, and is refused by swiyu", () => {
  expect(view("generic", "alpha").background).toBe("#12107C");
  expect(view("paradym", "alpha").background).toBe("#12107C");
  expect(view("swiyu", "alpha").background).toBe("#1D1D1F");
});

test("a long title is cut, wrapped or clamped as each wallet does it", () => {
  const limit = (skin: SkinId) =>
    view(skin, "longTitle")
      .stacks.flatMap(({ texts }) => texts)
      .find(({ role }) => role === "title")?.lines;
  expect(skinIds.map(limit)).toEqual([2, null, 1, null, null]);
});

test("each wallet has the box and corner radius of a screen 390 px wide, and keeps its ratio on others", () => {
  expect(
    skinIds.map((skin) => view(skin, "minimal")).map(({ width, height, radius }) => [width, height, radius]),
  ).toEqual([
    [342, 216, 12.7],
    [342, 216, 16],
    [354, 194, 22],
    [358, 72, 12],
    [342, 216, 16],
  ]);
  const narrow = resolveCard("generic", { issuer: {}, configuration: {} }, { ...defaultUser, width: 360 });
  expect([narrow.width, narrow.height]).toEqual([312, 197]);
});

test("logos: swiyu tints an inline PNG, EUDI takes the issuer's, a broken one draws nothing", () => {
  expect(view("swiyu", "inlineLogo").logo).toMatchObject({ uri: PNG, tint: "#FFFFFF", size: 32, corner: "top-right" });
  expect(view("generic", "inlineLogo").logo).toMatchObject({ uri: PNG, alt: "A dot", size: 40, corner: "top-left" });
  expect(view("eudi", "inlineLogo").logo).toBeNull();
  const issuer = { display: [{ name: "Example", logo: { uri: "https://example.org/logo.png", alt_text: "Example" } }] };
  expect(view("eudi", "inlineLogo", { issuer }).logo?.uri).toBe("https://example.org/logo.png");
  expect(view("paradym", "inlineLogo", { issuer }).logo?.uri).toBe("https://example.org/logo.png");
  expect(view("paradym", "inlineLogo").logo?.uri).toBe(PNG);
  for (const skin of skinIds) expect(view(skin, "brokenLogo").logo).toBeNull();
});

test("type metadata take the place of issuer metadata in Paradym, and the notes say so", () => {
  const typeMetadata = {
    display: [{ lang: "en-US", name: "From type", rendering: { simple: { text_color: "#ABCDEF" } } }],
  };
  const card = view("paradym", "twoLocales", { typeMetadata });
  expect(card.detail.title).toBe("From type");
  expect(card.ink).toBe("#ABCDEF");
  expect(card.notes).toContainEqual(expect.objectContaining({ field: "display", state: "replaced" }));
});

test("notes tell what a wallet ignores and what it made up", () => {
  const states = (skin: SkinId, name: keyof typeof documents) =>
    Object.fromEntries(view(skin, name).notes.map(({ field, state }) => [field, state]));
  expect(states("eudi", "twoLocales")).toMatchObject({ name: "used", background_color: "ignored" });
  expect(states("swiyu", "twoLocales")).toMatchObject({ background_color: "used", text_color: "replaced" });
  expect(states("authenticator", "imageOnly")).toMatchObject({ background_image: "ignored", text_color: "replaced" });
  expect(states("generic", "nothing")).toMatchObject({ name: "replaced" });
});

test("the line issued by is the contract's in the card's language, else the issuer's name", () => {
  const manifest = [
    { locale: "en-US", card: { issuedBy: "Example Ltd" } },
    { locale: "de-DE", card: { issuedBy: "Beispiel GmbH" } },
  ];
  expect(view("authenticator", "twoLocales", { manifest }).detail.issuer).toBe("Beispiel GmbH");
  expect(view("authenticator", "twoLocales").detail.issuer).toBe("Example");
});

test("the detail view labels, orders and prints claims; a claim without label shows its key in words", () => {
  const claims = [
    {
      path: ["credentialSubject", "jobTitle"],
      display: [
        { name: "Role", locale: "en" },
        { name: "Rolle", locale: "de" },
      ],
    },
    { path: ["credentialSubject", "missing"] },
    { path: ["credentialSubject", "photo"], display: [{ name: "Photo" }] },
  ];
  const photo = `_9j_${"A".repeat(80)}`;
  const card = view("generic", "minimal", {
    configuration: { credential_metadata: { display: [{ name: "Badge" }], claims } },
    claims: { startedAt: "2026-01-01", photo, jobTitle: "Engineer", active: true, tags: ["a", 2], nothing: null },
  });
  expect(card.detail.rows).toEqual([
    { key: "jobTitle", label: "Rolle", value: "Engineer", picture: false },
    { key: "photo", label: "Photo", value: photo, picture: true },
    { key: "startedAt", label: "Started at", value: "2026-01-01", picture: false },
    { key: "active", label: "Active", value: "Yes", picture: false },
    { key: "tags", label: "Tags", value: "a, 2", picture: false },
  ]);
});

test("a state that verifiers would refuse is written on the card", () => {
  expect(view("generic", "minimal", { status: "revoked" }).badge?.text).toBe("Revoked");
  expect(view("eudi", "minimal", { status: "revoked" }).stacks[0]?.texts.at(-1)?.text).toBe("Revoked");
  expect(view("generic", "minimal").badge).toBeNull();
});
