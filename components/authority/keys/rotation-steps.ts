import type { Step } from "@/components/ui/stepper";
import type { AuthorityView, DidDocumentComparison } from "@/lib/authority/schema";

/** The way of a key that was made: it is hosted, then it signs. */
export function rotationSteps(
  { keys, hostedHere }: Pick<AuthorityView, "keys" | "hostedHere">,
  comparison: DidDocumentComparison | undefined,
): Step[] {
  const [newest] = keys.filter(({ role }) => role === "next");
  const hosted = comparison?.ready ?? false;
  return [
    { id: "make", title: "Make a new key", state: "done", detail: newest?.name },
    {
      id: "host",
      title: "Host the document",
      state: hosted ? "done" : "current",
      detail: hostedHere
        ? "This portal serves it, and lists the new key already."
        : "Download the expected did.json and put it on your domain, in place of the old one.",
    },
    {
      id: "switch",
      title: "Switch",
      state: hosted ? "current" : "upcoming",
      detail: "From then on the new key signs. Wallets and verifiers notice nothing.",
    },
  ];
}
