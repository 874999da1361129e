import type { BadgeTone } from "@/components/ui/badge";
import type { SessionState } from "@/lib/issuance/schema";

export const stateWords: Record<SessionState, { label: string; tone: BadgeTone }> = {
  offered: { label: "Offered", tone: "primary" },
  opened: { label: "Opened", tone: "primary" },
  redeemed: { label: "Token given", tone: "primary" },
  issued: { label: "Issued", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  expired: { label: "Ran out", tone: "warning" },
};
