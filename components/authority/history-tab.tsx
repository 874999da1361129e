import { auditHref } from "@/components/audit/audit-query";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, CardBody, CardHeader } from "@/components/ui/card";

/** What was done to this authority, as the audit trail keeps it. */
export const HistoryTab = ({ authorityId }: { authorityId: string }) => (
  <Card aria-labelledby="history">
    <CardHeader titleId="history" title="History" description="Who did what to this authority, and when." />
    <CardBody>
      <ButtonLink href={auditHref({ target: authorityId })}>Open its activity</ButtonLink>
    </CardBody>
  </Card>
);
