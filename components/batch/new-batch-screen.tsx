"use client";

import dynamic from "next/dynamic";
import { parseAsString, useQueryState } from "nuqs";
import { useState, useTransition } from "react";
import { type BatchDraft, guessedDraft } from "@/components/batch/batch-draft";
import { rowsOf } from "@/components/batch/batch-words";
import { ChooseFile } from "@/components/batch/choose-file";
import { NoContract } from "@/components/contract/no-contract";
import type { IssuableContract } from "@/components/issuance/issue-draft";
import type { ContractChoice } from "@/components/issuance/issue-screen";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { LazySelect } from "@/components/ui/lazy-select";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

// It is not seen before there is a file.
const BatchColumns = dynamic(() => import("@/components/batch/batch-columns").then((module) => module.BatchColumns), {
  ssr: false,
  loading: () => <Skeleton className="h-96 rounded-2xl" />,
});

interface Props {
  contracts: readonly ContractChoice[];
  contract: IssuableContract | null;
}

/** From a file to offers: choose, say what the columns are, mend what is wrong, start. */
export function NewBatchScreen({ contracts, contract }: Props) {
  const [choosing, startChoosing] = useTransition();
  const [, setContract] = useQueryState("contract", parseAsString);
  const [draft, setDraft] = useState<BatchDraft>();
  return (
    <div className="grid max-w-6xl gap-8">
      <PageHeader
        breadcrumb={[{ label: "Batches", href: "/batches" }]}
        title="Issue to many"
        description="Each row of a CSV file becomes an offer of its own, to be sent by letter or mail."
      />
      {contract === null ? (
        <NoContract>
          A batch issues one contract to many people. There is none yet that takes its claims from a form or a file.
        </NoContract>
      ) : (
        <>
          <Card>
            <CardHeader
              title="What, and to whom"
              description={draft && `${draft.file.name} with ${rowsOf(draft.file.rows.length)}.`}
              actions={draft && <Button onClick={() => setDraft(undefined)}>Another file</Button>}
            />
            <CardBody className="grid gap-5" aria-busy={choosing}>
              <Field label="Contract" required>
                <LazySelect
                  name="contract"
                  options={contracts.map(({ id, name }) => ({ value: id, label: name }))}
                  value={contract.id}
                  onValueChange={(id) => {
                    setDraft(undefined);
                    void setContract(id, { shallow: false, history: "replace", startTransition: startChoosing });
                  }}
                />
              </Field>
              {!draft && <ChooseFile contract={contract} onRead={(file) => setDraft(guessedDraft(contract, file))} />}
            </CardBody>
          </Card>
          {draft && <BatchColumns contract={contract} draft={draft} onChange={setDraft} />}
        </>
      )}
    </div>
  );
}
