import { Badge } from "@/components/ui/badge";
import type { AuthorityView } from "@/lib/authority/schema";

type Linked = Pick<AuthorityView, "did" | "linkedDomainUrl" | "linkedDomainsVerified">;

/** Whether the linked domain vouches for an authority; of one that is linked to none, its DID method. */
export const DomainBadge = ({ authority }: { authority: Linked }) =>
  authority.linkedDomainUrl === null ? (
    <Badge tone="neutral">{didMethodOf(authority)}</Badge>
  ) : authority.linkedDomainsVerified ? (
    <Badge tone="success">Domain verified</Badge>
  ) : (
    <Badge tone="neutral">Domain not verified</Badge>
  );

/** `did:jwk` */
const didMethodOf = ({ did }: Pick<Linked, "did">): string => did.split(":", 2).join(":");
