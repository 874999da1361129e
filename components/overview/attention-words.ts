import type { Attention } from "@/lib/tenant/schema";

export interface AttentionWords {
  title: string;
  detail: string;
  tone: "warning" | "danger" | "neutral";
  action: { label: string; href: string } | null;
}

/** What is wrong in plain words, and the way to mend it. */
export function attentionWords({ kind, subject }: Attention): AttentionWords {
  const name = subject?.name ?? "";
  const authority = `/authorities/${subject?.id ?? ""}`;
  switch (kind) {
    case "developmentKey":
      return {
        title: `${name} signs with a development key`,
        detail:
          "Good for trying things out. Before real people rely on it, use a key that AWS KMS, HashiCorp Vault or Azure Key Vault keeps.",
        tone: "warning",
        action: { label: "Add such a key", href: "/signing-keys/new" },
      };
    case "domainNotLinked":
      return {
        title: `${name}: domain not verified`,
        detail: "Wallets cannot tell people that the issuer owns this domain until it is validated.",
        tone: "warning",
        action: { label: "Verify the domain", href: `${authority}?tab=domain` },
      };
    case "didOutOfSync":
      return {
        title: `${name}: a new key waits`,
        detail: "It signs once did.json at your domain lists it. Until then the old key goes on signing.",
        tone: "warning",
        action: { label: "Finish the rotation", href: `${authority}?tab=keys` },
      };
    case "signingKeyUnusable":
      return {
        title: `Key ${name} cannot sign`,
        detail: "Its backend refuses it or does not know it. Nothing can be issued with it until that is mended.",
        tone: "danger",
        action: { label: "Look at the key", href: "/signing-keys" },
      };
    case "offersFailing":
      return {
        title: "Offers are failing",
        detail: "More than one in ten offers of the last hour did not end in a credential.",
        tone: "danger",
        action: { label: "See which failed", href: "/issuances?state=failed" },
      };
    case "webhookFailing":
      return {
        title: `The webhook ${name} takes nothing`,
        detail:
          "Its latest messages were all refused. They are tried again for a while, and can be sent again by hand.",
        tone: "warning",
        action: { label: "See its deliveries", href: `/deliveries?webhookId=${subject?.id ?? ""}&outcome=refused` },
      };
    case "callbacksFailing":
      return {
        title: "Callbacks are not confirmed",
        detail: "What a callback does not confirm is not issued. See what the addresses answered within the last hour.",
        tone: "danger",
        action: { label: "See the deliveries", href: "/deliveries?kind=callback&outcome=refused" },
      };
    case "originIsLoopback":
      return {
        title: "Phones cannot reach this portal",
        detail: "It runs on localhost: claim with the demo wallet, or set PUBLIC_URL to an https address.",
        tone: "neutral",
        action: { label: "Open the demo wallet", href: "/wallet" },
      };
  }
}
