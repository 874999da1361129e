import { samplePortrait } from "@/components/contract/preview/portrait";

export const sampleKinds = ["typical", "short", "longest", "missing", "rtl", "cjk"] as const;
export type SampleKind = (typeof sampleKinds)[number];

interface SampleClaim {
  name: string;
  picture: boolean;
  required: boolean;
}

const typical: [pattern: RegExp, value: string][] = [
  [/(given|first).?name/i, "Ada"],
  [/(family|sur|last).?name/i, "Muster"],
  [/mail/i, "ada.muster@example.org"],
  [/phone|mobile/i, "+41 00 000 00 00"],
  [/birth/i, "2000-02-29"],
  [/(date|until|expir|since|valid|from|start|end|on)$/i, "2026-12-31"],
  [/(number|id|no)$/i, "A-1042"],
  [/job|role|title|position|function/i, "Product engineer"],
  [/department|team|unit/i, "Research"],
  [/company|organi[sz]ation|employer|host|school|issuer/i, "Example Ltd"],
  [/course|program/i, "Introduction to cryptography"],
  [/grade|score|result/i, "Passed with distinction"],
  [/level|tier|category|class/i, "Gold"],
  [/city|site|location|building|place/i, "Zurich"],
  [/country/i, "CH"],
  [/name/i, "Ada Muster"],
];

const plain: Record<Exclude<SampleKind, "typical" | "missing">, string> = {
  short: "A",
  longest: "Ada-Maximiliana von Musterhausen-Beispielberg zu Langenwörtern und Überlängenfeld",
  rtl: "نموذج للعرض فقط",
  cjk: "見本太郎（サンプル）",
};

function sampleOf(name: string, kind: SampleKind): string {
  if (kind === "typical" || kind === "missing") {
    return typical.find(([pattern]) => pattern.test(name))?.[1] ?? "Sample value";
  }
  return plain[kind];
}

/** Values for a card that nobody holds yet; `missing` leaves out what need not be there. */
export function sampleClaims(claims: readonly SampleClaim[], kind: SampleKind): Record<string, string> {
  const present = claims.filter(({ required }) => kind !== "missing" || required);
  return Object.fromEntries(
    present.map(({ name, picture }) => [name, picture ? samplePortrait : sampleOf(name, kind)]),
  );
}
