import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { CredentialView } from "@/lib/credential/schema";

const looks: Record<CredentialView["status"], { label: string; tone: BadgeTone }> = {
  valid: { label: "Valid", tone: "success" },
  suspended: { label: "Suspended", tone: "warning" },
  expired: { label: "Expired", tone: "warning" },
  revoked: { label: "Revoked", tone: "danger" },
};

export const CredentialStatus = ({ status }: Pick<CredentialView, "status">) => (
  <Badge tone={looks[status].tone}>{looks[status].label}</Badge>
);
