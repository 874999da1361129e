/** What acts under a word of ours instead of a name of its own. */
export const ownNames: Readonly<Record<string, string>> = {
  "command-line": "Command line",
  certificates: "Certificates",
  outbox: "Deliveries",
  recovery: "Upkeep",
  webhooks: "Webhooks",
};

/** Who did it, as it stands after "by". */
export const byWhom = (name: string): string => (name === "command-line" ? "the command line" : name);
