import type { CredentialDisplay, CredentialMetadata } from "@/lib/contract/presentation";
import { own } from "@/lib/kernel/own";

interface Tree {
  [name: string]: Tree | object;
}

/** Before draft 15 claims are members of an object within an object, not a list of paths. */
function nested({ claims }: CredentialMetadata): Tree {
  const tree: Tree = {};
  for (const { path, ...claim } of claims) {
    const last = path.at(-1) ?? "";
    let place = tree;
    for (const name of path.slice(0, -1)) {
      const inner: Tree = { ...own(place, name) };
      place[name] = inner;
      place = inner;
    }
    place[last] = claim;
  }
  return tree;
}

const definitionIn = ({ credential_definition: definition }: Readonly<Record<string, unknown>>) =>
  typeof definition === "object" && definition !== null && "type" in definition ? definition : null;

/** Draft 13: the claims of a W3C credential are told with its types, those of other formats beside them. */
export function claimsByName(described: Readonly<Record<string, unknown>>, presentation: CredentialMetadata): object {
  const definition = definitionIn(described);
  return definition ? { credential_definition: { ...definition, ...nested(presentation) } } : claimsIn(presentation);
}

/** Left out where there are none: to newer clients `claims` of `dc+sd-jwt` is a list. */
const claimsIn = (presentation: CredentialMetadata): object =>
  presentation.claims.length > 0 ? { claims: nested(presentation) } : {};

/**
 * Draft 11: members of a W3C credential stand at the top. It knows `types` only, and its wallets stumble over an entry
 * that has none; an SD-JWT VC has the one that it is.
 */
export function claimsAtTop(described: Readonly<Record<string, unknown>>, presentation: CredentialMetadata): object {
  const definition = definitionIn(described);
  const { credential_definition: _, credential_signing_alg_values_supported: __, ...others } = described;
  return definition
    ? { types: definition.type, ...nested(presentation) }
    : { types: [described.vct], ...others, ...claimsIn(presentation) };
}

/** Draft 11 calls a picture's address `url`. */
export const displayWithUrl = ({ logo, ...display }: CredentialDisplay) => ({
  ...display,
  ...(logo && { logo: { url: logo.uri, alt_text: logo.alt_text } }),
});
