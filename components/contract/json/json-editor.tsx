"use client";

import { json } from "@codemirror/lang-json";
import { linter, lintGutter } from "@codemirror/lint";
import { basicSetup, EditorView } from "codemirror";
import { useEffect, useEffectEvent, useRef } from "react";
import { jsonDiagnostics } from "@/components/contract/json/json-diagnostics";
import { jsonTheme } from "@/components/contract/json/json-theme";
import { useNonce } from "@/components/shell/nonce";

interface Props {
  text: string;
  onChange: (text: string) => void;
}

const judged = linter((view) =>
  jsonDiagnostics(view.state.doc.toString()).map((problem) => ({ ...problem, severity: "error" as const })),
);

/** CodeMirror keeps its own document; effects tie it to the draft in both directions. */
export default function JsonEditor({ text, onChange }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(null);
  const nonce = useNonce();
  const changed = useEffectEvent((next: string) => {
    if (next !== text) onChange(next);
  });
  const start = useEffectEvent((parent: HTMLElement) => {
    const view = new EditorView({
      parent,
      doc: text,
      extensions: [
        basicSetup,
        json(),
        judged,
        lintGutter(),
        jsonTheme,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "The contract as JSON", id: "field-json", tabindex: "0" }),
        EditorView.cspNonce.of(nonce ?? ""),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed(update.state.doc.toString());
        }),
      ],
    });
    return view;
  });

  useEffect(() => {
    if (!holder.current) return;
    const view = start(holder.current);
    editor.current = view;
    return () => view.destroy();
  }, []);

  useEffect(() => {
    const view = editor.current;
    if (!view || view.state.doc.toString() === text) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }, [text]);

  return <div ref={holder} />;
}
