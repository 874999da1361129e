import type { BrowserContext, Page } from "@playwright/test";

/** What a person's hands had to do: every press of the pointer, and every field that something was typed into. */
export interface Hands {
  /** What was pressed, in its order. */
  readonly clicks: string[];
  readonly typedFields: Set<string>;
}

/** Listens inside each page of the context, so that no step of a test can forget to count itself. */
export async function watchHands(context: BrowserContext): Promise<Hands> {
  const hands: Hands = { clicks: [], typedFields: new Set() };
  await context.exposeFunction("noteClick", (name: string) => hands.clicks.push(name));
  await context.exposeFunction("noteTyping", (name: string) => hands.typedFields.add(name));
  await context.addInitScript(() => {
    const note = window as unknown as Record<"noteClick" | "noteTyping", (name: string) => void>;
    addEventListener(
      "pointerdown",
      ({ isTrusted, target }) => {
        const pressed = target instanceof Element ? target.closest("a, button, label, input") : null;
        if (isTrusted) note.noteClick(pressed?.textContent?.trim() || String(pressed?.tagName));
      },
      true,
    );
    addEventListener(
      "input",
      ({ isTrusted, target }) => {
        if (isTrusted && target instanceof HTMLInputElement) note.noteTyping(target.name || target.id);
      },
      true,
    );
  });
  return hands;
}

/** How often the page was loaded since; moves within the page are none. */
export function countLoads(page: Page): () => number {
  let loads = 0;
  page.on("load", () => {
    loads++;
  });
  return () => loads;
}
