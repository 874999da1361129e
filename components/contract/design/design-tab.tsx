"use client";

import type { ReactNode } from "react";
import { ColourField } from "@/components/contract/design/colour-field";
import { ContrastLine } from "@/components/contract/design/contrast-line";
import { DraftTextField } from "@/components/contract/design/draft-text-field";
import { LogoField } from "@/components/contract/design/logo-field";
import { type JsonPath, listAt, textAt } from "@/components/contract/draft/json-path";
import { localeName, sharedByAll, shareLooks } from "@/components/contract/draft/locale-rows";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { Button } from "@/components/ui/button";

const papers = ["#12107C", "#0B5D4B", "#7A1E48", "#1F2937", "#0F6CBD", "#B4430C", "#F4C95D", "#F4F4F5"];
const inks = ["#FFFFFF", "#F4F4F5", "#1F1300", "#000000"];

interface Props {
  editor: DraftEditor;
  display: number;
}

/** How the card looks and what it says, in the language chosen above. */
export function DesignTab({ editor, display }: Props) {
  const path = (...steps: string[]): JsonPath => ["displays", display, ...steps];
  const ghost = (...steps: string[]) => (display > 0 ? textAt(editor.json, ["displays", 0, ...steps]) : undefined);
  const several = listAt(editor.json, ["displays"]).length > 1;
  const locale = textAt(editor.json, path("locale"));
  const members = ["backgroundColor", "textColor"] as const;
  const shared = members.every((member) => sharedByAll(editor.json, ["card", member]));
  const share = () =>
    editor.edit("share", (json) =>
      members.reduce<unknown>((next, member) => shareLooks(next, display, ["card", member]), json),
    );
  return (
    <div className="grid gap-8">
      <Section title="Words on the card">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <DraftTextField
            editor={editor}
            path={path("card", "title")}
            label="Title"
            required
            advised={25}
            ghost={ghost("card", "title")}
          />
          <DraftTextField
            editor={editor}
            path={path("card", "issuedBy")}
            label="Issued by"
            required
            advised={40}
            ghost={ghost("card", "issuedBy")}
          />
        </div>
        <DraftTextField
          editor={editor}
          path={path("card", "description")}
          label="Description"
          advised={80}
          ghost={ghost("card", "description")}
        />
      </Section>
      <Section
        title="Colours and logo"
        note={several && (shared ? "The same in all languages." : `Only for ${localeName(locale)}.`)}
        action={
          several &&
          !shared && (
            <Button size="sm" variant="ghost" onClick={share}>
              Use these colours for all languages
            </Button>
          )
        }
      >
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <ColourField
            editor={editor}
            display={display}
            member="backgroundColor"
            label="Background colour"
            swatches={papers}
          />
          <ColourField editor={editor} display={display} member="textColor" label="Text colour" swatches={inks} />
        </div>
        <ContrastLine editor={editor} display={display} />
        <LogoField
          editor={editor}
          display={display}
          background={textAt(editor.json, path("card", "backgroundColor"))}
        />
      </Section>
      <Section title="Before people accept" note="Part of the manifest: wallets that read it show these words.">
        <DraftTextField
          editor={editor}
          path={path("consent", "title")}
          label="Consent title"
          advised={100}
          ghost={ghost("consent", "title")}
        />
        <DraftTextField
          editor={editor}
          path={path("consent", "instructions")}
          label="Consent text"
          advised={100}
          multiline
          ghost={ghost("consent", "instructions")}
        />
      </Section>
    </div>
  );
}

interface SectionProps {
  title: string;
  note?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

function Section({ title, note, action, children }: SectionProps) {
  return (
    <section className="grid gap-4">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="font-semibold text-[0.9375rem]">{title}</h2>
        {note && <p className="text-[0.8125rem] text-muted-foreground">{note}</p>}
        {action && <div className="ml-auto">{action}</div>}
      </div>
      {children}
    </section>
  );
}
