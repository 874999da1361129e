import { PermittedLink } from "@/components/shell/permitted-link";
import { Alert } from "@/components/ui/alert";

/** Why a software key is not for real use, and the way out. */
export const DevelopmentKeyNotice = ({ subject }: { subject: string }) => (
  <Alert
    tone="warning"
    title={`${subject} a development key`}
    actions={
      <PermittedLink permission="SigningKey.Create" href="/signing-keys/new" size="sm">
        Onboard a key for real use
      </PermittedLink>
    }
  >
    Its private key is in this portal's own database, sealed. That is good for trying things out. Before real people
    rely on the credentials, use a key that AWS KMS, HashiCorp Vault or Azure Key Vault keeps and never hands out.
  </Alert>
);
