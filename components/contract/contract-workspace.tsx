"use client";

import type { KeyboardEvent, ReactNode } from "react";
import { ClaimsTab } from "@/components/contract/claims/claims-tab";
import { DesignTab } from "@/components/contract/design/design-tab";
import { LocaleBar } from "@/components/contract/design/locale-bar";
import { type ContractDraft, type DraftProblem, hasBrokenText } from "@/components/contract/draft/contract-draft";
import { type JsonPath, textAt } from "@/components/contract/draft/json-path";
import { type Finding, lintContract } from "@/components/contract/draft/lint";
import { localeRows } from "@/components/contract/draft/locale-rows";
import { fieldPlace } from "@/components/contract/editor/field-place";
import { FindingList } from "@/components/contract/editor/finding-list";
import { focusField } from "@/components/contract/editor/focus-field";
import { useDraftEditor } from "@/components/contract/editor/use-draft-editor";
import { useWorkspaceView } from "@/components/contract/editor/use-workspace-view";
import { type AuthorityChoice, WorkspaceBar } from "@/components/contract/editor/workspace-bar";
import { JsonTab } from "@/components/contract/json/json-tab";
import { contractDocuments } from "@/components/contract/preview/contract-documents";
import { CredentialCard } from "@/components/contract/preview/credential-card";
import { portalPicture } from "@/components/contract/preview/portal-picture";
import { PreviewPanel } from "@/components/contract/preview/preview-panel";
import { resolveCard } from "@/components/contract/preview/registry";
import { RulesTab } from "@/components/contract/rules/rules-tab";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Tabs } from "@/components/ui/tabs";
import type { CreateContract } from "@/lib/contract/schema";

interface ContractWorkspaceProps {
  authorities: readonly AuthorityChoice[];
  value: ContractDraft;
  onChange: (draft: ContractDraft) => void;
  /** What the server refused, by field; see `problemsFromFields`. */
  problems?: readonly DraftProblem[];
  /** Called with a draft that the contract schema has accepted. */
  onPublish: (contract: CreateContract) => void;
  publishing: boolean;
  /** The version that is out, or null for a contract that is still to be created. */
  publishedVersion: number | null;
  /** The history of a contract that is out. */
  versions?: ReactNode;
}

const none: readonly DraftProblem[] = [];

/** The designer: fields and JSON edit one draft on the left, the card shows it on the right with every keystroke. */
export function ContractWorkspace(props: ContractWorkspaceProps) {
  const { authorities, value, onChange, problems: refusals = none, onPublish, publishing, publishedVersion } = props;
  const view = useWorkspaceView();
  const draft = useDraftEditor({ value, onChange, refusals });
  const { editor } = draft;
  const locales = localeRows(value.json);
  const display = Math.max(
    0,
    locales.findIndex(({ locale }) => locale === view.locale),
  );
  const locale = locales[display]?.locale ?? "";
  const authorityId = textAt(value.json, ["authorityId"]);
  const authorityName = authorities.find(({ id }) => id === authorityId)?.name ?? "";
  const user = { locales: [locale || "en"], theme: view.theme, textScale: view.text, width: 390 };
  const documents = contractDocuments(value.json, { authorityName, user, sample: view.sample });
  const card = resolveCard(view.skin, documents, user);
  const consent = {
    title: textAt(value.json, ["displays", display, "consent", "title"]),
    text: textAt(value.json, ["displays", display, "consent", "instructions"]),
  };
  const findings: Finding[] = [
    ...draft.problems.map(({ path, message }) => ({ id: "schema", level: "error" as const, path, message })),
    ...lintContract(value.json, { authorityName }),
  ];

  const go = (path: JsonPath) => {
    const place = fieldPlace(path, value.json);
    view.set({
      ...(place.tab && { tab: place.tab }),
      ...(place.display !== null && { locale: locales[place.display]?.locale ?? "" }),
    });
    focusField(place.id);
  };
  const publish = () => {
    if (draft.contract) return onPublish(draft.contract);
    draft.showAllProblems();
    if (draft.firstProblem) go(draft.firstProblem.path);
  };
  const shortcut = (event: KeyboardEvent<HTMLElement>) => {
    const inCode = event.target instanceof Element && event.target.closest(".cm-editor");
    if (!(event.ctrlKey || event.metaKey) || inCode) return;
    const key = event.key.toLowerCase();
    const step = key === "y" || (key === "z" && event.shiftKey) ? draft.redo : key === "z" ? draft.undo : null;
    if (!step) return;
    event.preventDefault();
    step();
  };

  const languages = (
    <LocaleBar editor={editor} rows={locales} active={display} onSelect={(next) => view.set({ locale: next })} />
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for undo and for fields being left, below it are the controls.
    <div className="grid gap-6" onKeyDown={shortcut} onBlur={draft.onBlur}>
      <WorkspaceBar
        editor={editor}
        authorities={authorities}
        publishedVersion={publishedVersion}
        undo={draft.undo}
        redo={draft.redo}
        onPublish={publish}
        publishing={publishing}
      />
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid min-w-0 gap-5 max-lg:[&_:is(input,textarea,button)]:scroll-mb-24">
          {view.tab !== "json" && hasBrokenText(value) && (
            <Alert
              tone="warning"
              title="The JSON has a mistake"
              actions={
                <Button size="sm" onClick={() => go(["json"])}>
                  Mend it there
                </Button>
              }
            >
              You see the last version without one. A change made here takes the place of that text.
            </Alert>
          )}
          <Tabs
            label="Parts of the contract"
            value={view.tab === "versions" && !props.versions ? "design" : view.tab}
            onValueChange={(tab) => view.set({ tab })}
            tabs={[
              {
                value: "design",
                label: "Design",
                content: (
                  <div className="grid gap-6">
                    {languages}
                    <DesignTab key={display} editor={editor} display={display} />
                  </div>
                ),
              },
              {
                value: "claims",
                label: "Claims",
                content: (
                  <div className="grid gap-6">
                    {languages}
                    <ClaimsTab editor={editor} display={display} />
                  </div>
                ),
              },
              { value: "rules", label: "Rules", content: <RulesTab editor={editor} /> },
              {
                value: "json",
                label: "JSON",
                content: <JsonTab draft={value} onChange={(next) => draft.change(next, "json")} />,
              },
              ...(props.versions ? [{ value: "versions" as const, label: "Versions", content: props.versions }] : []),
            ]}
          />
          {/* A strip of its own, so that the card never lies over a field. */}
          <div
            aria-hidden
            className="sticky bottom-0 z-10 -mx-4 flex items-center justify-between gap-4 border-t bg-background px-4 py-2 sm:-mx-8 sm:px-8 lg:hidden"
          >
            <span className="text-[0.8125rem] text-muted-foreground">Preview, in full below</span>
            <CredentialCard view={card} imageSource={portalPicture} className="w-24" />
          </div>
        </div>
        <aside className="grid gap-4 lg:sticky lg:top-6">
          <PreviewPanel card={card} view={view} locales={locales} locale={locale} consent={consent} />
          <FindingList editor={editor} findings={findings} onGo={go} />
        </aside>
      </div>
    </div>
  );
}
