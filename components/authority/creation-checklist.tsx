import { type AuthorityDraft, domainOutlook } from "@/components/authority/authority-draft";
import type { FieldErrors } from "@/components/signing-key/key-draft";
import { keySources } from "@/components/signing-key/key-sources";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { type Step, Stepper } from "@/components/ui/stepper";

interface CreationChecklistProps {
  draft: AuthorityDraft;
  errors: FieldErrors;
  origin: string;
  creating: boolean;
}

/** What is settled and what will happen, while it is being filled in. */
export function CreationChecklist({ draft, errors, origin, creating }: CreationChecklistProps) {
  const outlook = domainOutlook(draft.linkedDomainUrl, origin);
  const ok = (field: string) => !Object.keys(errors).some((name) => name === field || name.startsWith(`${field}.`));
  const state = (done: boolean): Step["state"] => (done ? "done" : "current");
  const ready = Object.keys(errors).length === 0;
  return (
    <Card aria-labelledby="checklist" className="lg:sticky lg:top-6">
      <CardHeader titleId="checklist" title="What you get" />
      <CardBody>
        <Stepper
          label="Checklist"
          live={creating}
          steps={[
            {
              id: "name",
              title: "A name people will see",
              state: state(ok("name")),
              detail: draft.name.trim() || "Give it one.",
            },
            {
              id: "domain",
              title: "A DID that verifiers can look up",
              state: state(outlook !== null),
              detail: outlook ? <code className="break-all font-mono text-xs">{outlook.did}</code> : "Name the domain.",
            },
            {
              id: "documents",
              title: outlook?.hostedHere === false ? "Two files for your domain" : "Documents hosted here",
              state: state(outlook !== null),
              detail:
                outlook?.hostedHere === false
                  ? "You put did.json and did-configuration.json there; the next page tells where."
                  : "did.json and did-configuration.json are served by this portal.",
            },
            {
              id: "key",
              title: "A key to sign with",
              state: state(ok("key")),
              detail:
                draft.signingKeyId === null ? keySources[draft.key.source].outcome : "A key that is here already.",
            },
            {
              id: "create",
              title: creating ? "Creating…" : "Ready to create",
              state: creating || ready ? "current" : "upcoming",
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}
