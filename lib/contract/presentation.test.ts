import { expect, test } from "vitest";
import type { ContractDisplay } from "@/lib/contract/display-schema";
import { credentialMetadata, typeDescription } from "@/lib/contract/presentation";
import type { ContractRules } from "@/lib/contract/rules-schema";

const row = (locale: string, title: string, labels: Record<string, string> = {}): ContractDisplay => ({
  locale,
  card: { title, issuedBy: "Example", backgroundColor: "#12107C", textColor: "#FFFFFF", description: "" },
  consent: { instructions: "" },
  claims: Object.entries(labels).map(([claim, label]) => ({
    claim: `vc.credentialSubject.${claim}`,
    label,
    type: "String",
  })),
});

const rules = (...mapping: [string, boolean][]): ContractRules => ({
  attestations: {
    idTokenHints: [
      {
        required: true,
        mapping: mapping.map(([name, required]) => ({
          inputClaim: name,
          outputClaim: name,
          required,
          indexed: false,
        })),
      },
    ],
  },
  validityInterval: 3600,
  vc: { type: ["Badge"] },
});

const tags = (displays: ContractDisplay[], language?: string) =>
  credentialMetadata(displays, rules(), { format: "dc+sd-jwt", language: language ?? null }).display.map(
    ({ locale, name }) => `${locale ?? "none"}:${name}`,
  );

const threeLanguages = [row("en-US", "Badge"), row("de-DE", "Ausweis"), row("fr", "Carte")];

test("regional tags are published bare, the contract's first language first and once more without a tag", () => {
  expect(tags(threeLanguages)).toEqual(["en:Badge", "de:Ausweis", "fr:Carte", "none:Badge"]);
});

test("the language the wallet asks for comes first and is the one without a tag", () => {
  expect(tags(threeLanguages, "fr-CH, de;q=0.8, en;q=0")).toEqual(["fr:Carte", "en:Badge", "de:Ausweis", "none:Carte"]);
  expect(tags(threeLanguages, "ja, de;q=0.5, fr;q=0.4")[0]).toBe("de:Ausweis");
  expect(tags(threeLanguages, "fr;q=0, de;q=0.1")[0]).toBe("de:Ausweis");
  expect(tags(threeLanguages, "*")[0]).toBe("en:Badge");
});

test("a header of nonsense gets the default language", () => {
  for (const header of ["", ";;;", "q=1", "de;q=x, fr;q=".repeat(500), "ja"]) {
    expect(tags(threeLanguages, header).at(-1)).toMatch(/^none:/);
  }
  expect(tags(threeLanguages, "ja")[0]).toBe("en:Badge");
});

test("a real regional variant keeps its tag, behind the bare one; one that looks the same is dropped", () => {
  const swiss = [row("de-DE", "Ausweis"), row("de-CH", "Uusweis"), row("de-AT", "Ausweis")];
  expect(tags(swiss)).toEqual(["de:Ausweis", "de-CH:Uusweis", "none:Ausweis"]);
  expect(tags([row("de-ch", "Uusweis"), row("de", "Ausweis")])).toEqual([
    "de:Ausweis",
    "de-CH:Uusweis",
    "none:Ausweis",
  ]);
  expect(tags(swiss, "de-CH")[0]).toBe("de-CH:Uusweis");
  expect(tags(swiss, "de-LI")[0]).toBe("de:Ausweis");
});

test("no tag appears twice, in any case of letters", () => {
  expect(tags([row("EN", "One"), row("en", "Two"), row("en-gb", "Three"), row("EN-GB", "Four")])).toEqual([
    "en:One",
    "en-GB:Three",
    "none:One",
  ]);
});

test("claims carry the path of the format, the order of the card, every label and whether they are mandatory", () => {
  const displays = [row("en", "Badge", { role: "Role", name: "Name" }), row("de", "Ausweis", { name: "Name (de)" })];
  const contract = rules(["name", true], ["role", false], ["silent", false]);
  const { claims } = credentialMetadata(displays, contract, { format: "jwt_vc_json", language: "de" });
  expect(claims).toEqual([
    {
      path: ["credentialSubject", "role"],
      mandatory: false,
      display: [{ name: "Role", locale: "en" }],
    },
    {
      path: ["credentialSubject", "name"],
      mandatory: true,
      display: [{ name: "Name (de)", locale: "de" }, { name: "Name", locale: "en" }, { name: "Name (de)" }],
    },
    { path: ["credentialSubject", "silent"], mandatory: false },
  ]);
  expect(credentialMetadata(displays, contract, { format: "dc+sd-jwt" }).claims.map(({ path }) => path)).toEqual([
    ["role"],
    ["name"],
    ["silent"],
  ]);
});

test("a label without a source is not promised to wallets", () => {
  const { claims } = credentialMetadata([row("en", "Badge", { ghost: "Ghost" })], rules(), { format: "dc+sd-jwt" });
  expect(claims).toEqual([]);
});

test("card members become the wallet's words; what is empty is left out", () => {
  const display = row("en", "Badge");
  display.card.logo = { uri: "https://example.org/logo.png", description: "A blue dot" };
  display.card.description = "For members of staff";
  const [first, plain] = credentialMetadata([display, row("de", "Ausweis")], rules(), { format: "dc+sd-jwt" }).display;
  expect(first).toEqual({
    name: "Badge",
    locale: "en",
    description: "For members of staff",
    logo: { uri: "https://example.org/logo.png", alt_text: "A blue dot" },
    background_color: "#12107C",
    text_color: "#FFFFFF",
  });
  expect(plain).toEqual({ name: "Ausweis", locale: "de", background_color: "#12107C", text_color: "#FFFFFF" });
});

test("type metadata carry looks and labels under bare tags, the default first, whoever reads them", () => {
  const displays = [row("en-US", "Badge", { name: "Name" }), row("de-DE", "Ausweis", { name: "Name (de)" })];
  const type = typeDescription(displays, rules(["name", true]), { vct: "https://example.org/types/1", name: "Badge" });
  expect(type).toMatchObject({ vct: "https://example.org/types/1", name: "Badge", description: "" });
  expect(type.display.map(({ locale, lang, name }) => [locale, lang, name])).toEqual([
    ["en", "en", "Badge"],
    ["de", "de", "Ausweis"],
  ]);
  expect(type.display[0]?.rendering.simple).toEqual({ background_color: "#12107C", text_color: "#FFFFFF" });
  expect(type.claims).toEqual([
    {
      path: ["name"],
      display: [
        { locale: "en", lang: "en", label: "Name" },
        { locale: "de", lang: "de", label: "Name (de)" },
      ],
      mandatory: true,
      sd: "always",
    },
  ]);
});
