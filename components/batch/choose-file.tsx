"use client";

import { Download, FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { type CsvFile, readCsv, UnreadableFile } from "@/components/batch/read-csv";
import { claimInputs, type IssuableContract, sampleDraft } from "@/components/issuance/issue-draft";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { downloadText } from "@/components/ui/download-text";

interface Props {
  contract: IssuableContract;
  onRead: (file: CsvFile) => void;
}

/** A file, dropped or chosen. It is read here, in the browser: nothing is sent before the batch is started. */
export function ChooseFile({ contract, onRead }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [reading, setReading] = useState(false);
  const [fault, setFault] = useState<string>();

  async function take(file: File | undefined) {
    if (!file) return;
    setReading(true);
    setFault(undefined);
    try {
      onRead(await readCsv(file));
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      setFault(error.message);
    } finally {
      setReading(false);
      if (input.current) input.current.value = "";
    }
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  }

  return (
    <div className="grid gap-4">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping has a twin for the keyboard, the button inside. */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={classNames(
          "grid justify-items-center gap-3 rounded-2xl border border-dashed px-6 py-10 text-center transition-colors",
          over ? "border-primary bg-primary-soft/50" : "bg-card",
        )}
      >
        <p className="text-muted-foreground">
          Drop a CSV file here, with up to 10,000 rows and names in its first line.
        </p>
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv"
          aria-label="CSV file"
          className="hidden"
          onChange={(event) => take(event.target.files?.[0])}
        />
        <div className="flex flex-wrap justify-center gap-2">
          <Button variant="primary" pending={reading} onClick={() => input.current?.click()}>
            {!reading && <FileUp aria-hidden />}
            Choose a file
          </Button>
          <Button onClick={() => downloadText("sample.csv", sampleCsv(contract))}>
            <Download aria-hidden />
            Sample file
          </Button>
        </div>
      </div>
      {fault && (
        <Alert tone="danger" title="The file cannot be read">
          {fault}
        </Alert>
      )}
    </div>
  );
}

/** Two lines that fit the contract. */
function sampleCsv(contract: IssuableContract): string {
  const inputs = claimInputs(contract).filter(({ picture }) => !picture);
  const { values } = sampleDraft(contract);
  const line = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
  return `${line(inputs.map(({ label }) => label))}\r\n${line(inputs.map(({ inputClaim }) => values[inputClaim] ?? ""))}\r\n`;
}
