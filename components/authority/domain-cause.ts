const words: Readonly<Record<string, string>> = {
  name_not_resolved: "the domain's name is not known to DNS.",
  address_not_public: "the domain's name leads to an address that is not public.",
  address_instead_of_name: "the domain is an address and no name.",
  connect_timeout: "the domain did not take our connection in time.",
  timeout: "the domain did not answer in time.",
  connection_failed: "no secure connection came about. Is the server up, and its certificate valid?",
  answer_too_large: "the file is larger than 64 KiB.",
  redirect: "the domain leads on to another address: serve the file right there.",
  encoded_answer: "the file came compressed: serve it as it is.",
  https_required: "the domain is not served over https.",
  port_not_allowed: "the domain uses a port other than 443.",
  "no JSON": "the file is not valid JSON.",
};

/** What the trail says of a failed check, `did.json: status 404`, in words for whoever mends it. */
export function domainCause(cause: string): string {
  const [, file, code = ""] = /^(did(?:-configuration)?\.json): (.+)$/.exec(cause) ?? [];
  if (!file) return cause;
  const status = /^status (\d{3})$/.exec(code)?.[1];
  if (status) return `${file}: the domain answered with status ${status} instead of the file.`;
  return `${file}: ${words[code] ?? code}`;
}
