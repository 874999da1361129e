import type { StepState } from "@/components/ui/stepper";
import type { IssuanceView } from "@/lib/issuance/schema";

interface IssuanceStep {
  readonly id: "offered" | "opened" | "redeemed" | "issued";
  readonly title: string;
  /** What it waits for, while it is the one that is waited for. */
  readonly waiting: string;
  readonly state: StepState;
  /** RFC 3339 */
  readonly at: string | null;
}

const words = {
  offered: { title: "Offered", waiting: "" },
  opened: { title: "Opened", waiting: "Waiting for a wallet to read the offer" },
  redeemed: { title: "Token given", waiting: "Waiting for the holder to accept" },
  issued: { title: "Claimed", waiting: "The wallet is fetching the credential" },
} as const;

/** The way of an offer. A later step that is done vouches for those before it. */
export function issuanceSteps(
  view: Pick<IssuanceView, "state" | "createdAt" | "openedAt" | "redeemedAt" | "issuedAt">,
): IssuanceStep[] {
  const moments = {
    offered: view.createdAt,
    opened: view.openedAt,
    redeemed: view.redeemedAt,
    issued: view.state === "issued" ? view.issuedAt : null,
  };
  const ids = ["offered", "opened", "redeemed", "issued"] as const;
  const reached = ids.findLastIndex((id) => moments[id] !== null);
  const ended = view.state === "failed" || view.state === "expired";
  return ids.map((id, index) => {
    const state: StepState =
      index <= reached ? "done" : index > reached + 1 ? "upcoming" : ended ? "failed" : "current";
    return { id, ...words[id], state, at: moments[id] };
  });
}

interface Ending {
  readonly cause: string;
  readonly remedy: string;
}

const remedies: Record<string, string> = {
  callback_unreachable:
    "Make sure that the callback's server runs and answers with a 2xx status, then make a new offer.",
  transaction_code: "Check who has the offer, then make a new one and tell its code to the holder directly.",
};

/** Why it ended without a credential, and what to do; null while it may still end well. */
export function endingOf(view: Pick<IssuanceView, "state" | "redeemedAt" | "failure">): Ending | null {
  if (view.state === "expired") {
    return {
      cause: view.redeemedAt ? "The wallet did not fetch the credential in time." : "Nobody took the offer up in time.",
      remedy: "Make a new offer. It can be taken up for five minutes.",
    };
  }
  if (view.state !== "failed") return null;
  return {
    cause: view.failure?.message ?? "The issuance was stopped.",
    remedy: remedies[view.failure?.code ?? ""] ?? "Make a new offer. If it fails again, look at the activity page.",
  };
}
