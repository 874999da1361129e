import { Badge } from "@/components/ui/badge";

export const DomainBadge = ({ verified }: { verified: boolean }) =>
  verified ? <Badge tone="success">Domain verified</Badge> : <Badge tone="neutral">Domain not verified</Badge>;
