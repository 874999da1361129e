import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { KeyValueList } from "@/components/ui/key-value-list";

/** Where wallets read what this authority issues, and how. `issuerUrl` is its credential issuer identifier. */
export function MetadataTab({ issuerUrl }: { issuerUrl: string }) {
  const { origin, pathname } = new URL(issuerUrl);
  const address = (name: string) => `${origin}/.well-known/${name}${pathname}`;
  return (
    <Card aria-labelledby="metadata">
      <CardHeader titleId="metadata" title="Metadata" description="Wallets find these addresses by themselves." />
      <CardBody>
        <KeyValueList
          items={[
            {
              label: "Credential issuer",
              value: <CopyId value={issuerUrl} label="credential issuer URL" longest={96} />,
            },
            {
              label: "Issuer metadata",
              value: (
                <CopyId value={address("openid-credential-issuer")} label="address of issuer metadata" longest={96} />
              ),
            },
            {
              label: "Server metadata",
              value: (
                <CopyId
                  value={address("oauth-authorization-server")}
                  label="address of authorization server metadata"
                  longest={96}
                />
              ),
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}
