import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import { checkDraft, draftOf, syntaxProblems } from "@/components/contract/draft/contract-draft";
import type { JsonPath } from "@/components/contract/draft/json-path";

interface JsonDiagnostic {
  from: number;
  to: number;
  message: string;
}

/** The nearest thing that is there: a missing member is marked at its parent. */
function nodeAt(tree: Node, path: JsonPath): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return node;
  }
  return tree;
}

/** Mistakes of the text: of its syntax first, then of what it says, each at its place. */
export function jsonDiagnostics(text: string): JsonDiagnostic[] {
  const syntax = syntaxProblems(text);
  if (syntax.length > 0) {
    return syntax.map(({ offset, length, message }) => {
      const from = Math.min(offset, Math.max(0, text.length - 1));
      return { from, to: Math.min(from + Math.max(1, length), text.length), message };
    });
  }
  const tree = parseTree(text);
  if (!tree) return [];
  return checkDraft(draftOf(JSON.parse(text))).problems.map(({ path, message }) => {
    const node = nodeAt(tree, path);
    const missing = node === tree || findNodeAtLocation(tree, [...path]) === undefined;
    // A whole object underlined would be noise: its first sign is enough.
    const to = node.type === "object" || node.type === "array" ? node.offset + 1 : node.offset + node.length;
    return { from: node.offset, to, message: missing ? `${path.join(".")}: ${message}` : message };
  });
}
