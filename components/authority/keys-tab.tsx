"use client";

import { KeyRow } from "@/components/authority/keys/key-row";
import { RotationWizard } from "@/components/authority/keys/rotation-wizard";
import { useKeyCredentials } from "@/components/authority/keys/use-key-changes";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import type { AuthorityView } from "@/lib/authority/schema";

/** The keys of an authority: which one signs, which one is to come, and what hangs on the old ones. */
export function KeysTab({ authority }: { authority: AuthorityView }) {
  const credentials = useKeyCredentials(authority.id);
  const changeable = authority.did.startsWith("did:web:");
  return (
    <div className="grid gap-8">
      {changeable ? (
        <RotationWizard authority={authority} />
      ) : (
        <Alert title="This DID names its key for ever">
          It cannot get another key, for then it would be another DID. To sign by a new key, onboard another issuer.
        </Alert>
      )}
      <Card aria-labelledby="keys">
        <CardHeader
          titleId="keys"
          title={changeable ? "Keys" : "Key"}
          description={
            changeable
              ? "Ten at most. An old one goes only when you remove it; as long as it is here, what it signed verifies."
              : "The one that the DID names."
          }
        />
        <CardBody className="grid gap-4">
          {credentials.error && (
            <ErrorState
              title="The credentials of the keys could not be counted"
              error={credentials.error}
              onRetry={() => credentials.refetch()}
              retrying={credentials.isFetching}
            />
          )}
          <ul className="grid divide-y">
            {authority.keys.map((key) => (
              <KeyRow
                key={key.signingKeyId}
                authorityId={authority.id}
                signingKey={key}
                liveCredentials={credentials.data && (credentials.data[key.signingKeyId] ?? 0)}
              />
            ))}
          </ul>
        </CardBody>
      </Card>
    </div>
  );
}
