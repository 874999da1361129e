import { claimMappings } from "@/lib/contract/claim-mappings";
import type { ClaimMapping, ContractAttestations, ContractRules } from "@/lib/contract/rules-schema";

type FlowName = keyof ContractAttestations;

const flowWords: Readonly<Record<FlowName, string>> = {
  idTokenHints: "the issuance request",
  idTokens: "a sign-in",
  presentations: "another credential",
  selfIssued: "a form for the holder",
  accessTokens: "the directory",
};
const flowNames = Object.keys(flowWords) as FlowName[];

interface Source extends ClaimMapping {
  readonly flow: FlowName;
}

const sourcesOf = (attestations: ContractAttestations): Map<string, Source> =>
  new Map(
    claimMappings(attestations).map(({ path, mapping }) => [
      mapping.outputClaim,
      { ...mapping, flow: path[1] as FlowName },
    ]),
  );

const units: readonly [seconds: number, name: string][] = [
  [31_536_000, "year"],
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
];

/** The largest unit that the seconds fill without rest. */
function durationWords(seconds: number): string {
  const [size, name] = units.find(([unit]) => seconds % unit === 0) ?? [1, "second"];
  const count = seconds / size;
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

function newClaim({ outputClaim, inputClaim, flow, required, indexed }: Source): string {
  const flags = [required && "required", indexed && "indexed"].filter(Boolean).join(" and ");
  return `${outputClaim} is a new claim, taken as ${inputClaim} from ${flowWords[flow]}${flags && `; it is ${flags}`}.`;
}

function claimChange(before: Source, after: Source): string[] {
  const name = after.outputClaim;
  const type = (one: Source) => one.type ?? "no type";
  return [
    before.flow !== after.flow &&
      `${name} is now taken from ${flowWords[after.flow]}, before from ${flowWords[before.flow]}.`,
    before.inputClaim !== after.inputClaim &&
      `${name} is now taken as ${after.inputClaim}, before as ${before.inputClaim}.`,
    before.required !== after.required && `${name} is now ${after.required ? "required" : "optional"}.`,
    before.indexed !== after.indexed &&
      (after.indexed ? `Credentials can now be found by ${name}.` : `Credentials can no longer be found by ${name}.`),
    type(before) !== type(after) && `${name} has another type: ${type(after)}, before ${type(before)}.`,
  ].filter((sentence) => sentence !== false);
}

const withoutMapping = (flows: ContractAttestations[FlowName]) =>
  [flows ?? []].flat().map(({ mapping: _, ...settings }) => settings);

/** What a flow asks beside its claims, such as the provider of a sign-in. */
function flowChange(name: FlowName, before: ContractAttestations, after: ContractAttestations): string[] {
  const [former, later] = [withoutMapping(before[name]), withoutMapping(after[name])];
  const words = flowWords[name];
  if (former.length === 0 && later.length > 0) return [`Claims can now come from ${words}.`];
  if (later.length === 0 && former.length > 0) return [`No claim comes from ${words} any more.`];
  return JSON.stringify(former) === JSON.stringify(later) ? [] : [`The settings of ${words} changed.`];
}

/** What changed in where claims come from and in what is issued, in sentences. */
export function compareRules(before: ContractRules, after: ContractRules): string[] {
  const [former, later] = [sourcesOf(before.attestations), sourcesOf(after.attestations)];
  const sentences = [
    ...flowNames.flatMap((name) => flowChange(name, before.attestations, after.attestations)),
    ...[...later.values()].flatMap((source) => {
      const old = former.get(source.outputClaim);
      return old ? claimChange(old, source) : [newClaim(source)];
    }),
    ...[...former.keys()].filter((name) => !later.has(name)).map((name) => `${name} is no longer issued.`),
    ...typeChanges(before.vc.type, after.vc.type),
  ];
  if (before.validityInterval !== after.validityInterval) {
    const [now, then] = [after, before].map(({ validityInterval }) => durationWords(validityInterval));
    sentences.push(`Credentials are valid for ${now}, before for ${then}.`);
  }
  const place = ({ customStatusEndpoint: endpoint }: ContractRules) => endpoint && `${endpoint.url} (${endpoint.type})`;
  if (place(before) !== place(after)) {
    sentences.push(`The status of credentials is now found ${place(after) ? `at ${place(after)}` : "here"}.`);
  }
  return sentences.length > 0 || JSON.stringify(before) === JSON.stringify(after)
    ? sentences
    : ["The rules say the same in another order."];
}

function typeChanges(before: readonly string[], after: readonly string[]): string[] {
  const added = after.filter((type) => !before.includes(type));
  const removed = before.filter((type) => !after.includes(type));
  const moved = added.length + removed.length === 0 && before.join("\n") !== after.join("\n");
  return [
    ...added.map((type) => `Credentials are now also of type ${type}.`),
    ...removed.map((type) => `Credentials are no longer of type ${type}.`),
    ...(moved ? ["The types stand in another order."] : []),
  ];
}
