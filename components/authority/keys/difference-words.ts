import type { DocumentDifference, KeyRole } from "@/lib/authority/schema";

const keyNames: Record<KeyRole, string> = {
  next: "The new key",
  current: "The key that signs now",
  retired: "A retired key",
};

/** A difference between the served document and the expected one, in a sentence. */
export function differenceWords({ kind, hinders, role, fragment, domain }: DocumentDifference): string {
  const key = `${role ? keyNames[role] : "A key"} (#${fragment})`;
  switch (kind) {
    case "did":
      return "The served document is of another DID.";
    case "missingKey":
      return hinders ? `${key} is missing.` : `${key} is missing. No valid credential needs it, so that does no harm.`;
    case "otherKey":
      return `${key} stands there with another public key.`;
    case "missingDomain":
      return `The domain ${domain} is missing from the LinkedDomains service.`;
    case "foreignKey":
      return `There is one more key (#${fragment}), which this portal does not know.`;
    case "elsewhere":
      return "All keys are there. The documents differ elsewhere, which does no harm.";
  }
}

/** What hinders the new key comes first. */
export const byWeight = (left: DocumentDifference, right: DocumentDifference): number =>
  Number(right.hinders) - Number(left.hinders);
