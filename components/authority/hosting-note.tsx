import { Alert } from "@/components/ui/alert";
import { CopyId } from "@/components/ui/copy-id";
import type { AuthorityView } from "@/lib/authority/schema";

interface HostingNoteProps {
  authority: Pick<AuthorityView, "hostedHere" | "linkedDomainUrl" | "didDocumentUrl" | "didDocumentHostedHere">;
  fileName: "did.json" | "did-configuration.json";
}

/** Where a document is served, or has to be put. */
export function HostingNote({ authority, fileName }: HostingNoteProps) {
  // The DID cannot move, so its document stays where it is when another domain is linked.
  const [url, here] =
    fileName === "did.json"
      ? [authority.didDocumentUrl, authority.didDocumentHostedHere]
      : [`${authority.linkedDomainUrl}.well-known/${fileName}`, authority.hostedHere];
  return here ? (
    <Alert tone="success" title="Hosted here">
      <p>The domain is this portal's own, so it serves the file. There is nothing to upload.</p>
      <p className="mt-2">
        <a
          href={url}
          target="_blank"
          rel="noopener"
          className="break-all font-mono text-xs underline underline-offset-4"
        >
          {url}
        </a>
      </p>
    </Alert>
  ) : (
    <Alert title={`Put ${fileName} on your domain`}>
      <p className="mb-2">Download it and serve it, as public JSON over https, at exactly this address:</p>
      <CopyId value={url} label="address" longest={80} />
    </Alert>
  );
}
