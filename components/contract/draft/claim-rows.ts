import { at, type JsonPath, listAt, removeAt, setAt, textAt, trueAt } from "@/components/contract/draft/json-path";
import { claimName, displayClaim } from "@/lib/contract/presentation";

export const PICTURE = "image/jpg;base64url";

/** A claim as people see it: one line that is a mapping in the rules and a label in every display. */
export interface ClaimRow {
  name: string;
  type: string;
  mapping: { path: JsonPath; flow: string; inputClaim: string; required: boolean; indexed: boolean } | null;
  /** By the display's place in the list; null where that language has no label. */
  labels: (string | null)[];
}

const HINT: JsonPath = ["rules", "attestations", "idTokenHints", 0];

interface RawMapping {
  path: JsonPath;
  flow: string;
  name: string;
}

function rawMappings(json: unknown): RawMapping[] {
  const attestations = at(json, ["rules", "attestations"]);
  if (typeof attestations !== "object" || attestations === null) return [];
  return Object.entries(attestations).flatMap(([flow, value]) => {
    const start: JsonPath = ["rules", "attestations", flow];
    const flows: JsonPath[] = Array.isArray(value) ? value.map((_, index) => [...start, index]) : [start];
    return flows.flatMap((path) =>
      listAt(json, [...path, "mapping"]).map((_, index) => {
        const at: JsonPath = [...path, "mapping", index];
        return { path: at, flow, name: textAt(json, [...at, "outputClaim"]) };
      }),
    );
  });
}

const displayCount = (json: unknown) => listAt(json, ["displays"]).length;

function rawLabels(json: unknown, display: number): { path: JsonPath; name: string }[] {
  return listAt(json, ["displays", display, "claims"]).map((_, index) => {
    const path: JsonPath = ["displays", display, "claims", index];
    return { path, name: claimName(textAt(json, [...path, "claim"])) };
  });
}

const eachDisplay = (json: unknown) => Array.from({ length: displayCount(json) }, (_, index) => index);

export function claimRows(json: unknown): ClaimRow[] {
  const mappings = rawMappings(json);
  const labels = eachDisplay(json).map((index) => rawLabels(json, index));
  const names = new Set([...labels.flat().map(({ name }) => name), ...mappings.map(({ name }) => name)]);
  return [...names].map((name) => {
    const mapping = mappings.find((one) => one.name === name);
    const entries = labels.map((list) => list.find((one) => one.name === name));
    const typed = entries.find((entry) => entry !== undefined);
    return {
      name,
      type: (typed && textAt(json, [...typed.path, "type"])) || "String",
      mapping: mapping
        ? {
            path: mapping.path,
            flow: mapping.flow,
            inputClaim: textAt(json, [...mapping.path, "inputClaim"]),
            required: trueAt(json, [...mapping.path, "required"]),
            indexed: trueAt(json, [...mapping.path, "indexed"]),
          }
        : null,
      labels: entries.map((entry) => (entry ? textAt(json, [...entry.path, "label"]) : null)),
    };
  });
}

/** `Job title` → `jobTitle`, and a number behind it while the name is taken. */
export function nameFromLabel(label: string, taken: readonly string[]): string {
  const words = label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word, index) => (index === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1)));
  const base = words.join("") || "claim";
  let name = base === "id" ? "claimId" : base;
  for (let number = 2; taken.includes(name); number++) name = `${base}${number}`;
  return name;
}

export function addClaim(json: unknown, label: string): unknown {
  const name = nameFromLabel(
    label,
    claimRows(json).map((row) => row.name),
  );
  let next = addMapping(json, name);
  for (const display of eachDisplay(json)) {
    const claims = listAt(next, ["displays", display, "claims"]);
    const claim = { claim: displayClaim(name), label: display === 0 ? label : "", type: "String" };
    next = setAt(next, ["displays", display, "claims"], [...claims, claim]);
  }
  return next;
}

/** Gives a claim its source: a value that comes with the request to issue. */
export function addMapping(json: unknown, name: string): unknown {
  const flow = at(json, HINT) === undefined ? setAt(json, HINT, { required: true, mapping: [] }) : json;
  const mapping = { inputClaim: name, outputClaim: name, required: false, indexed: false };
  return setAt(flow, [...HINT, "mapping"], [...listAt(flow, [...HINT, "mapping"]), mapping]);
}

export function removeClaim(json: unknown, name: string): unknown {
  const paths = [...rawMappings(json), ...eachDisplay(json).flatMap((index) => rawLabels(json, index))];
  return paths
    .filter((one) => one.name === name)
    .reverse()
    .reduce<unknown>((next, { path }) => removeAt(next, path), json);
}

export function renameClaim(json: unknown, name: string, to: string): unknown {
  let next = json;
  for (const one of rawMappings(json).filter((mapping) => mapping.name === name)) {
    next = setAt(next, [...one.path, "outputClaim"], to);
    const input = textAt(json, [...one.path, "inputClaim"]);
    if (input === name || input === `$.${name}`) {
      next = setAt(next, [...one.path, "inputClaim"], input.startsWith("$.") ? `$.${to}` : to);
    }
  }
  for (const { path } of eachDisplay(json).flatMap((index) =>
    rawLabels(json, index).filter((label) => label.name === name),
  )) {
    const raw = textAt(json, [...path, "claim"]);
    next = setAt(next, [...path, "claim"], raw.slice(0, raw.length - name.length) + to);
  }
  return next;
}

/** Sets a label, and gives the language that claim where it had none, at the place it has in the first language. */
export function labelClaim(json: unknown, name: string, display: number, label: string): unknown {
  const entry = rawLabels(json, display).find((one) => one.name === name);
  if (entry) return setAt(json, [...entry.path, "label"], label);
  const row = claimRows(json).find((one) => one.name === name);
  const claims = listAt(json, ["displays", display, "claims"]);
  const claim = { claim: displayClaim(name), label, type: row?.type ?? "String" };
  return orderClaims(
    setAt(json, ["displays", display, "claims"], [...claims, claim]),
    claimRows(json).map((one) => one.name),
  );
}

export function typeClaim(json: unknown, name: string, type: string): unknown {
  return eachDisplay(json)
    .flatMap((index) => rawLabels(json, index))
    .filter((one) => one.name === name)
    .reduce<unknown>((next, { path }) => setAt(next, [...path, "type"], type), json);
}

/** At most one claim is indexed: choosing one lets go of the other. An empty name indexes none. */
export function indexClaim(json: unknown, name: string | null): unknown {
  return rawMappings(json).reduce<unknown>((next, mapping) => {
    const indexed = mapping.name === name;
    const before = at(json, [...mapping.path, "indexed"]);
    return (before ?? false) === indexed ? next : setAt(next, [...mapping.path, "indexed"], indexed);
  }, json);
}

function orderClaims(json: unknown, order: readonly string[]): unknown {
  const place = (name: string) => {
    const index = order.indexOf(name);
    return index < 0 ? order.length : index;
  };
  return eachDisplay(json).reduce<unknown>((next, display) => {
    const claims = listAt(next, ["displays", display, "claims"]);
    const sorted = [...claims].sort(
      (a, b) => place(claimName(textAt(a, ["claim"]))) - place(claimName(textAt(b, ["claim"]))),
    );
    return sorted.every((claim, index) => claim === claims[index])
      ? next
      : setAt(next, ["displays", display, "claims"], sorted);
  }, json);
}

/** Moves a claim in every language; claims without a label get one first, since only labelled ones have a place. */
export function moveClaim(json: unknown, from: number, to: number): unknown {
  const order = claimRows(json).map(({ name }) => name);
  const [moved] = order.splice(from, 1);
  if (moved === undefined || to < 0 || to > order.length) return json;
  order.splice(to, 0, moved);
  const labelled = order.slice(0, Math.max(from, to) + 1).reduce<unknown>((next, name) => {
    const row = claimRows(next).find((one) => one.name === name);
    return row?.labels.some((label) => label !== null) ? next : labelClaim(next, name, 0, name);
  }, json);
  return orderClaims(labelled, order);
}

/** Where the label of a claim stands in a language; a path to nothing where it has none. */
export function labelPath(json: unknown, name: string, display: number): JsonPath {
  const entry = rawLabels(json, display).find((one) => one.name === name);
  return entry ? [...entry.path, "label"] : ["displays", display, "claims", -1, "label"];
}
