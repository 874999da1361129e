"use client";

import { useMutation } from "@tanstack/react-query";
import { Download, LogOut } from "lucide-react";
import { OptOutDialog } from "@/components/organisation/opt-out-dialog";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { buttonStyles } from "@/components/ui/button-styles";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { TextLink } from "@/components/ui/text-link";
import { startOptOutAction } from "@/lib/actions/organisation";
import { problemFrom } from "@/lib/client/action-problem";
import { unwrap } from "@/lib/client/unwrap";

const start = unwrap(startOptOutAction);

export function OptOutCard({ organisation }: { organisation: string }) {
  const unavailable = useUnavailable("Tenant.OptOut");
  const begin = useMutation({ mutationFn: () => start({}) });
  const problem = begin.error && problemFrom(begin.error);
  return (
    <Card aria-labelledby="opt-out">
      <CardHeader
        titleId="opt-out"
        title="Opt out"
        description="Deletes every authority and contract of the organisation. Every credential it issued turns invalid, and its keys are destroyed. Nobody can undo this."
      />
      <CardBody className="grid justify-items-start gap-4">
        {problem?.code === "forbidden" ? (
          <Alert
            tone="warning"
            title="Sign in again first"
            actions={<TextLink href="/signin?again=1&next=/settings">Sign in again</TextLink>}
          >
            What cannot be undone needs a sign-in of the last five minutes.
          </Alert>
        ) : (
          problem && <ErrorState title="The opt-out could not be begun" error={problem} />
        )}
        <p className="max-w-prose text-muted-foreground">
          Take a copy first: authorities with their public keys, contracts with all their versions, and the records of
          credentials, as one JSON file without secrets.
        </p>
        <div className="flex flex-wrap gap-2">
          {unavailable === undefined && (
            <a href="/api/portal/organisation/export" download="organisation.json" className={buttonStyles({})}>
              <Download aria-hidden />
              Export as JSON
            </a>
          )}
          <Button variant="danger" pending={begin.isPending} unavailable={unavailable} onClick={() => begin.mutate()}>
            <LogOut aria-hidden />
            Opt out…
          </Button>
        </div>
        {begin.data && (
          <OptOutDialog key={begin.data.token} start={begin.data} organisation={organisation} onClose={begin.reset} />
        )}
      </CardBody>
    </Card>
  );
}
