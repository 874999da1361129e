import { PermittedLink } from "@/components/shell/permitted-link";
import { Alert } from "@/components/ui/alert";

/** Why a software key is not for real use, and the way out. */
export const DevelopmentKeyNotice = ({ subject }: { subject: string }) => (
  <Alert
    tone="warning"
    title={`${subject} a development key`}
    actions={
      <PermittedLink permission="SigningKey.Create" href="/signing-keys/new" size="sm">
        Onboard an AWS KMS key
      </PermittedLink>
    }
  >
    Its private key is in this portal's own database, sealed. That is good for trying things out. Before real people
    rely on the credentials, use a key that AWS KMS keeps and never hands out.
  </Alert>
);
