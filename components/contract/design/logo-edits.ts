import { at, listAt, removeAt, setAt, textAt } from "@/components/contract/draft/json-path";

const targets = (json: unknown, display: number): number[] => {
  const uri = textAt(json, ["displays", display, "card", "logo", "uri"]);
  const displays = listAt(json, ["displays"]);
  const shared = displays.every((one) => textAt(one, ["card", "logo", "uri"]) === uri);
  return shared ? displays.map((_, index) => index) : [display];
};

/** Puts the logo in every language while they share one; a language without words for it gets an empty line to fill. */
export function setLogo(json: unknown, display: number, uri: string): unknown {
  return targets(json, display).reduce<unknown>((next, index) => {
    const path = ["displays", index, "card", "logo"];
    const described =
      at(next, [...path, "description"]) === undefined ? setAt(next, [...path, "description"], "") : next;
    return setAt(described, [...path, "uri"], uri);
  }, json);
}

export function removeLogo(json: unknown, display: number): unknown {
  return targets(json, display).reduce<unknown>(
    (next, index) => removeAt(next, ["displays", index, "card", "logo"]),
    json,
  );
}
