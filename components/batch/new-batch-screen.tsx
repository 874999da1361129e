"use client";

import { PenTool } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo, useState, useTransition } from "react";
import { type BatchDraft, guessedDraft, mappingFault, rowProblems } from "@/components/batch/batch-draft";
import { rowsOf } from "@/components/batch/batch-words";
import { CheckRows } from "@/components/batch/check-rows";
import { ChooseFile } from "@/components/batch/choose-file";
import { BatchOptions, MapColumns } from "@/components/batch/map-columns";
import { StartBatch } from "@/components/batch/start-batch";
import type { IssuableContract } from "@/components/issuance/issue-draft";
import type { ContractChoice } from "@/components/issuance/issue-screen";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";

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
        <NoContract />
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
                <Select
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
          {draft && <Columns contract={contract} draft={draft} onChange={setDraft} />}
        </>
      )}
    </div>
  );
}

interface ColumnsProps {
  contract: IssuableContract;
  draft: BatchDraft;
  onChange: (draft: BatchDraft) => void;
}

function Columns({ contract, draft, onChange }: ColumnsProps) {
  const { columnOf, identifying, codes } = draft;
  const mapping = JSON.stringify([columnOf, identifying, codes]);
  const fault = mappingFault(contract, draft);
  // A row that has been judged by these columns need not be judged again while another row's cell is typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is known depends on the mapping alone.
  const known = useMemo(() => new WeakMap(), [mapping]);
  const problems = rowProblems(contract, draft, known);
  return (
    <>
      <Card>
        <CardHeader title="What the columns are" description="Taken from their names: look them through." />
        <CardBody className="grid gap-6">
          <MapColumns contract={contract} draft={draft} onChange={onChange} />
          {fault && <Alert tone="warning">{fault}</Alert>}
        </CardBody>
      </Card>
      <Card>
        <CardHeader title="How it is offered" />
        <CardBody>
          <BatchOptions contract={contract} draft={draft} onChange={onChange} />
        </CardBody>
      </Card>
      <Card>
        <CardHeader title="The rows" description="What is wrong can be mended here. Your file is left as it is." />
        <CardBody>
          <CheckRows key={mapping} draft={draft} problems={problems} onChange={onChange} />
        </CardBody>
        <CardFooter>
          <StartBatch contract={contract} draft={draft} problems={problems} />
        </CardFooter>
      </Card>
    </>
  );
}

const NoContract = () => (
  <EmptyState
    icon={<PenTool />}
    title="No contract to issue by"
    action={
      <ButtonLink href="/contracts/new" variant="primary">
        Design a contract
      </ButtonLink>
    }
  >
    A batch issues one contract to many people. There is none yet that takes its claims from a form or a file.
  </EmptyState>
);
