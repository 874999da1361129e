import type { StepState } from "@/components/ui/stepper";
import type { OverviewData } from "@/lib/tenant/schema";

interface FirstStep {
  id: keyof OverviewData["counts"];
  title: string;
  why: string;
  action: { label: string; href: string };
  state: StepState;
  /** A way to take this step before its turn. */
  shortcut?: { label: string; href: string };
}

type Plan = Omit<FirstStep, "state" | "shortcut"> & { early?: FirstStep["shortcut"] };

const plan: readonly Plan[] = [
  {
    id: "signingKeys",
    title: "Onboard a signing key",
    why: "It proves that credentials come from you. Keep it in AWS KMS, HashiCorp Vault or Azure Key Vault, or start with a development key.",
    action: { label: "Add a key", href: "/signing-keys/new" },
  },
  {
    id: "authorities",
    title: "Create an authority",
    why: "The name and domain that people will see as the issuer, with a DID that verifiers can look up.",
    action: { label: "Create an authority", href: "/authorities/new" },
    early: { label: "Create it with a new key", href: "/authorities/new" },
  },
  {
    id: "contracts",
    title: "Design a contract",
    why: "What the credential says and how it looks in a wallet, in every language you need.",
    action: { label: "Design a contract", href: "/contracts/new" },
  },
  {
    id: "offers",
    title: "Issue a credential",
    why: "Fill in the claims and show the code to a wallet.",
    action: { label: "Issue", href: "/issue" },
  },
  {
    id: "issued",
    title: "See it claimed",
    why: "Scan the code with any OpenID4VCI 1.0 wallet, or open the demo wallet here in the browser.",
    action: { label: "Open the demo wallet", href: "/wallet" },
  },
];

/** The way to a first claimed credential. The first step that is not done is the current one. */
export function firstSteps(counts: OverviewData["counts"]): FirstStep[] {
  const next = plan.findIndex((step) => counts[step.id] === 0);
  return plan.map(({ early, ...step }, index) => {
    if (counts[step.id] > 0) return { ...step, state: "done" };
    if (index === next) return { ...step, state: "current" };
    return { ...step, state: "upcoming", ...(early && { shortcut: early }) };
  });
}
