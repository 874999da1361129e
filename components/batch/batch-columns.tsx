"use client";

import { useMemo } from "react";
import { type BatchDraft, mappingFault, rowProblems } from "@/components/batch/batch-draft";
import { CheckRows } from "@/components/batch/check-rows";
import { BatchOptions, MapColumns } from "@/components/batch/map-columns";
import { StartBatch } from "@/components/batch/start-batch";
import type { IssuableContract } from "@/components/issuance/issue-draft";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";

interface BatchColumnsProps {
  contract: IssuableContract;
  draft: BatchDraft;
  onChange: (draft: BatchDraft) => void;
}

/** What comes after the file: its columns, how it is offered, its rows, the start. */
export function BatchColumns({ contract, draft, onChange }: BatchColumnsProps) {
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
