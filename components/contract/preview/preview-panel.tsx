"use client";

import type { LocaleRow } from "@/components/contract/draft/locale-rows";
import { localeName } from "@/components/contract/draft/locale-rows";
import { textScales, type WorkspaceView } from "@/components/contract/editor/use-workspace-view";
import type { CardView } from "@/components/contract/preview/card-view";
import { ConsentWords } from "@/components/contract/preview/consent-words";
import { CredentialCard } from "@/components/contract/preview/credential-card";
import { CredentialDetail } from "@/components/contract/preview/credential-detail";
import { NoteList } from "@/components/contract/preview/note-list";
import { portalPicture } from "@/components/contract/preview/portal-picture";
import { skins } from "@/components/contract/preview/registry";
import { type SampleKind, sampleKinds } from "@/components/contract/preview/sample-claims";
import { Segmented } from "@/components/contract/preview/segmented";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

const sampleWords: Record<SampleKind, string> = {
  typical: "Typical",
  short: "Short",
  longest: "Very long",
  missing: "Only required",
  rtl: "Right to left",
  cjk: "Chinese, Japanese",
};

const stages = {
  light: { background: "#F1F2F5", color: "#15171C" },
  dark: { background: "#17191F", color: "#ECEEF2" },
} as const;

interface Props {
  card: CardView;
  view: WorkspaceView;
  locales: readonly LocaleRow[];
  locale: string;
  /** In that language. */
  consent: { readonly title: string; readonly text: string };
}

/** The card as a holder's wallet will draw it, from the very documents that wallet will be served. */
export function PreviewPanel({ card, view, locales, locale, consent }: Props) {
  return (
    <section aria-label="Live preview" className="overflow-hidden rounded-2xl border bg-card shadow-raised">
      <div className="flex flex-wrap items-center justify-between gap-2 border-b px-4 py-3">
        <h2 className="font-semibold">Preview</h2>
        <Segmented
          label="Side of the card"
          value={view.side}
          onChange={(side) => view.set({ side })}
          options={[
            { value: "front", label: "Front" },
            { value: "detail", label: "Detail" },
            { value: "consent", label: "Consent" },
          ]}
        />
      </div>
      <div
        className="grid min-h-72 content-center justify-items-center gap-4 p-5 transition-colors"
        style={stages[view.theme]}
      >
        <CredentialCard view={card} imageSource={portalPicture} />
        {view.side === "detail" && (
          <div className="w-full max-w-[342px]">
            <CredentialDetail view={card} />
          </div>
        )}
        {view.side === "consent" && (
          <div className="w-full max-w-[342px]">
            <ConsentWords {...consent} locale={locale} />
          </div>
        )}
      </div>
      <div className="grid gap-4 border-t p-4">
        <div className="grid grid-cols-2 gap-3">
          <Field label="Wallet" className="col-span-2">
            <Select
              options={skins.map(({ id, name }) => ({ value: id, label: name }))}
              value={view.skin}
              onValueChange={(skin) => view.set({ skin })}
            />
          </Field>
          <Field label="Holder's language">
            <Select
              options={locales.map((row) => ({ value: row.locale, label: localeName(row.locale) }))}
              value={locale}
              onValueChange={(next) => view.set({ locale: next })}
            />
          </Field>
          <Field label="Sample data">
            <Select
              options={sampleKinds.map((value) => ({ value, label: sampleWords[value] }))}
              value={view.sample}
              onValueChange={(sample) => view.set({ sample })}
            />
          </Field>
        </div>
        <div className="grid grid-cols-[1fr_auto] items-center gap-y-2 text-[0.8125rem] text-muted-foreground">
          <span aria-hidden>Phone theme</span>
          <Segmented
            label="Phone theme"
            value={view.theme}
            onChange={(theme) => view.set({ theme })}
            options={[
              { value: "light", label: "Light" },
              { value: "dark", label: "Dark" },
            ]}
          />
          <span aria-hidden>Text size</span>
          <Segmented
            label="Text size"
            value={view.text}
            onChange={(text) => view.set({ text })}
            options={textScales.map((value) => ({ value, label: `${Math.round(value * 100)} %` }))}
          />
        </div>
        <NoteList notes={card.notes} wallet={skins.find(({ id }) => id === view.skin)?.name ?? ""} />
      </div>
    </section>
  );
}
