import { PermittedLink } from "@/components/shell/permitted-link";
import { Alert } from "@/components/ui/alert";
import type { ContractView } from "@/lib/contract/schema";

/** What publishing did, and what to do next. */
export const PublishedNotice = ({ contract }: { contract: Pick<ContractView, "id" | "name" | "version"> }) => (
  <Alert
    tone="success"
    title={`${contract.name}, version ${contract.version}, is published`}
    actions={
      <PermittedLink permission="Credential.Issue" href={`/issue?contract=${contract.id}`} variant="primary" size="sm">
        Issue a credential
      </PermittedLink>
    }
  >
    New credentials look like this from now on. Those issued before keep their version.
  </Alert>
);
