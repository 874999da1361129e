import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import { EditorView } from "codemirror";

const frame = EditorView.theme({
  "&": {
    border: "1px solid var(--input)",
    borderRadius: "0.75rem",
    background: "var(--card)",
    color: "var(--foreground)",
    fontSize: "0.8125rem",
    overflow: "hidden",
  },
  "&.cm-focused": { outline: "2px solid var(--ring)", outlineOffset: "1px" },
  ".cm-scroller": {
    fontFamily: "var(--font-geist-mono), ui-monospace, monospace",
    lineHeight: "1.6",
    maxHeight: "36rem",
  },
  ".cm-gutters": {
    background: "var(--muted)",
    color: "var(--muted-foreground)",
    borderRight: "1px solid var(--border)",
  },
  ".cm-activeLine": { background: "color-mix(in srgb, var(--muted) 55%, transparent)" },
  ".cm-activeLineGutter": { background: "var(--border)" },
  "&.cm-focused .cm-cursor": { borderLeftColor: "var(--foreground)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--ring) 30%, transparent)",
  },
  ".cm-tooltip": { background: "var(--popover)", color: "var(--foreground)", border: "1px solid var(--border)" },
  ".cm-panels": { background: "var(--muted)", color: "var(--foreground)" },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--primary-strong)" },
  { tag: tags.string, color: "var(--success-strong)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--warning-strong)" },
  { tag: tags.invalid, color: "var(--danger-strong)" },
]);

/** The page's own colours, so that it follows light and dark by itself. */
export const jsonTheme = [frame, syntaxHighlighting(colours)];
