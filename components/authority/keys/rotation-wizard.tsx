"use client";

import { RefreshCw, RotateCw } from "lucide-react";
import { DocumentComparison } from "@/components/authority/keys/document-comparison";
import { rotationSteps } from "@/components/authority/keys/rotation-steps";
import { useDocumentComparison, useRotation } from "@/components/authority/keys/use-key-changes";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Stepper } from "@/components/ui/stepper";
import type { AuthorityView } from "@/lib/authority/schema";

/** A new key from its making to its first signature. Until the switch the old one signs, and all can be taken back. */
export function RotationWizard({ authority }: { authority: AuthorityView }) {
  const unavailable = useUnavailable("Authority.ReadWrite");
  const { rotate, switchKeys, cancel } = useRotation(authority);
  const pending = authority.keys.filter(({ role }) => role === "next");
  const underway = pending.length > 0;
  const comparison = useDocumentComparison(authority.id, underway && unavailable === undefined);
  const steps = rotationSteps(authority, comparison.data);
  const notYet = switchKeys.data?.keys.some(({ role }) => role === "next") && underway;
  return (
    <Card aria-labelledby="rotation">
      <CardHeader
        titleId="rotation"
        title={underway ? "Rotation under way" : "Rotate the key"}
        description={
          underway
            ? "The old key signs until the new one is published. What was issued before goes on verifying."
            : "A new key takes over. Credentials signed by the old one go on verifying, for it stays in the DID document."
        }
        actions={
          !underway && (
            <Button pending={rotate.isPending} unavailable={unavailable} onClick={() => rotate.mutate(undefined)}>
              {!rotate.isPending && <RotateCw aria-hidden />}
              Make a new key
            </Button>
          )
        }
      />
      {rotate.error && (
        <CardBody>
          <ErrorState title="The new key could not be made" error={rotate.error} />
        </CardBody>
      )}
      {!underway && switchKeys.isSuccess && (
        <CardBody>
          <Alert tone="success" title="The new key signs">
            The old one is retired: it stays listed below, and in did.json, for what it has signed.
          </Alert>
        </CardBody>
      )}
      {underway && (
        <>
          <CardBody className="grid gap-6">
            <Stepper label="Steps of the rotation" steps={steps} />
            {switchKeys.error && <ErrorState title="The keys could not be switched" error={switchKeys.error} />}
            {notYet && (
              <Alert tone="warning" title="Not switched">
                The served document does not have every key yet, so the old key signs on.
              </Alert>
            )}
            {comparison.error && (
              <ErrorState
                title="The documents could not be compared"
                error={comparison.error}
                onRetry={() => comparison.refetch()}
                retrying={comparison.isFetching}
              />
            )}
            {comparison.data && <DocumentComparison comparison={comparison.data} />}
            {!comparison.data && !comparison.error && unavailable === undefined && <Skeleton className="h-64" />}
          </CardBody>
          <CardFooter>
            <ConfirmDialog
              trigger={<Button unavailable={unavailable}>Take it back</Button>}
              title={pending.length === 1 ? "Take the new key back?" : `Take ${pending.length} new keys back?`}
              consequence="It never signed anything. It leaves did.json and is destroyed; the old key signs on. This cannot be undone."
              confirmLabel={pending.length === 1 ? "Take the new key back" : `Take ${pending.length} new keys back`}
              onConfirm={() => cancel.mutateAsync(undefined)}
            />
            <Button pending={comparison.isFetching} unavailable={unavailable} onClick={() => comparison.refetch()}>
              {!comparison.isFetching && <RefreshCw aria-hidden />}
              Check again
            </Button>
            <Button
              variant="primary"
              pending={switchKeys.isPending}
              unavailable={unavailable ?? (comparison.data?.ready ? undefined : "First did.json has to be published.")}
              onClick={() => switchKeys.mutate(undefined)}
            >
              Sign with the new key
            </Button>
          </CardFooter>
        </>
      )}
    </Card>
  );
}
