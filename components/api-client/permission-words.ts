/** What each application permission lets an application do, in plain words. */
export const permissionWords: readonly { name: string; label: string; hint: string }[] = [
  {
    name: "VerifiableCredential.Create.All",
    label: "Issue credentials",
    hint: "Create issuance requests and watch them",
  },
  {
    name: "VerifiableCredential.Credential.Search",
    label: "Find credentials",
    hint: "By id or by the indexed claim",
  },
  { name: "VerifiableCredential.Credential.Revoke", label: "Revoke credentials", hint: "For good" },
  { name: "VerifiableCredential.Contract.Read", label: "Read contracts", hint: "Displays and rules" },
  { name: "VerifiableCredential.Contract.ReadWrite", label: "Change contracts", hint: "Create and update them" },
  { name: "VerifiableCredential.Authority.Read", label: "Read authorities", hint: "DIDs, domains, keys' names" },
  {
    name: "VerifiableCredential.Authority.ReadWrite",
    label: "Change authorities",
    hint: "Create them and their keys, publish their documents",
  },
  { name: "VerifiableCredential.Network.Read", label: "Read the network", hint: "Published authorities and contracts" },
];

const short = new Map(permissionWords.map(({ name, label }) => [name, label]));

export const permissionLabel = (name: string): string => short.get(name) ?? name.replace(/^VerifiableCredential\./, "");
