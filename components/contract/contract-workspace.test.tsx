// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { NuqsTestingAdapter, type OnUrlUpdateFunction } from "nuqs/adapters/testing";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { ContractWorkspace } from "@/components/contract/contract-workspace";
import { type ContractDraft, type DraftProblem, draftOf } from "@/components/contract/draft/contract-draft";
import { at, setAt } from "@/components/contract/draft/json-path";
import { starters } from "@/components/contract/starters/starters";
import type { CreateContract } from "@/lib/contract/schema";

const authority = { id: "6b1ab2a8-4d0c-4f4a-9f6c-1f6f2f0c7c11", name: "Example Ltd", did: "did:web:example.org" };
const badge = (): unknown => structuredClone({ authorityId: authority.id, ...starters[0]?.contract });

interface Setup {
  json?: unknown;
  search?: string;
  problems?: DraftProblem[];
  publishedVersion?: number;
  onUrlUpdate?: OnUrlUpdateFunction;
}

interface PageProps {
  json: unknown;
  problems: DraftProblem[];
  publishedVersion: number | null;
  onDraft: (draft: ContractDraft) => void;
  onPublish: (contract: CreateContract) => void;
}

/** A page as the app has it: it holds the draft. */
function Page({ json, problems, publishedVersion, onDraft, onPublish }: PageProps) {
  const [draft, setDraft] = useState(() => draftOf(json));
  const change = (next: ContractDraft) => {
    setDraft(next);
    onDraft(next);
  };
  return (
    <ContractWorkspace
      authorities={[authority]}
      value={draft}
      onChange={change}
      problems={problems}
      onPublish={onPublish}
      publishing={false}
      publishedVersion={publishedVersion}
    />
  );
}

function show({ json = badge(), search = "", problems = [], publishedVersion, onUrlUpdate }: Setup = {}) {
  let latest = draftOf(json);
  const published: CreateContract[] = [];
  render(
    <NuqsTestingAdapter searchParams={search} hasMemory {...(onUrlUpdate && { onUrlUpdate })}>
      <Page
        json={json}
        problems={problems}
        publishedVersion={publishedVersion ?? null}
        onDraft={(draft) => {
          latest = draft;
        }}
        onPublish={(contract) => published.push(contract)}
      />
    </NuqsTestingAdapter>,
  );
  return { user: userEvent.setup(), draft: () => latest.json, published };
}

const card = () => within(screen.getByRole("region", { name: "Live preview" })).getByRole("figure");

afterEach(cleanup);

test("the card follows every keystroke", async () => {
  const { user } = show();
  const title = screen.getByLabelText(/^Title/);
  await user.clear(title);
  for (const letter of "Pass") {
    await user.type(title, letter);
    expect(card().textContent).toContain((title as HTMLInputElement).value);
  }
  expect(card().getAttribute("aria-label")).toBe("Pass, Example Ltd");
});

test("a form edit keeps members that the form does not know", async () => {
  const { user, draft } = show({ json: setAt(badge(), ["displays", 0, "card", "sparkle"], { much: true }) });
  await user.type(screen.getByLabelText(/^Description/), "!");
  expect(at(draft(), ["displays", 0, "card", "sparkle"])).toEqual({ much: true });
  expect(at(draft(), ["displays", 0, "card", "description"])).toBe("Proves that you work here.!");
});

test("choosing a language changes fields and card together, and is kept in the URL", async () => {
  const onUrlUpdate = vi.fn<OnUrlUpdateFunction>();
  const { user } = show({ onUrlUpdate });
  await user.click(screen.getByRole("button", { name: /^German/ }));
  expect((screen.getByLabelText(/^Title/) as HTMLInputElement).value).toBe("Dienstausweis");
  expect(card().textContent).toContain("Dienstausweis");
  await waitFor(() => expect(onUrlUpdate.mock.lastCall?.[0].queryString).toContain("locale=de"));
});

test("the consent side follows what people are asked before they accept, in each language", async () => {
  const { user } = show({ search: "?side=consent" });
  const preview = within(screen.getByRole("region", { name: "Live preview" }));
  await user.type(screen.getByLabelText(/^Consent title/), " Yes?");
  expect(preview.getByText("Add your staff badge? Yes?")).toBeTruthy();
  expect(preview.getByText("Your badge opens doors and signs you in.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: /^German/ }));
  expect(preview.queryByText("Add your staff badge? Yes?")).toBeNull();
});

test("the detail side shows labels in the holder's language", () => {
  show({ search: "?locale=de&side=detail&skin=authenticator" });
  const preview = within(screen.getByRole("region", { name: "Live preview" }));
  expect(preview.getAllByRole("term").map((term) => term.textContent)).toEqual([
    "Vorname",
    "Nachname",
    "Funktion",
    "Abteilung",
    "Personalnummer",
  ]);
});

test("unreadable colours are named, and one press mends them", async () => {
  const { user, draft } = show();
  const text = screen.getByLabelText(/^Text colour/);
  await user.clear(text);
  await user.type(text, "#15137F");
  expect(screen.getByText(/cannot be read/)).toBeTruthy();
  const [fix] = screen.getAllByRole("button", { name: /^Use #/ });
  if (fix) await user.click(fix);
  expect(screen.queryByText(/cannot be read/)).toBeNull();
  expect(at(draft(), ["displays", 1, "card", "textColor"])).toBe(at(draft(), ["displays", 0, "card", "textColor"]));
});

test("a claim moves by keyboard, and the move is told and can be undone", async () => {
  const { user, draft } = show({ search: "?tab=claims" });
  const names = () => (at(draft(), ["displays", 1, "claims"]) as { label: string }[]).map(({ label }) => label);
  fireEvent.keyDown(screen.getByRole("button", { name: "Move Given name" }), { key: "ArrowDown", altKey: true });
  expect(names().slice(0, 2)).toEqual(["Nachname", "Vorname"]);
  expect(screen.getByText("givenName is now number 2 of 5.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Move Given name up" }));
  expect(names()[0]).toBe("Vorname");
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await user.click(screen.getByRole("button", { name: "Redo" }));
  expect(names()[0]).toBe("Vorname");
});

test("only one claim is indexed: ticking another lets go of the first", async () => {
  const { user } = show({ search: "?tab=claims" });
  const boxes = screen.getAllByRole("checkbox", { name: /^Indexed/ });
  const ticked = () => boxes.map((box) => box.getAttribute("aria-checked"));
  expect(ticked()).toEqual(["false", "false", "false", "false", "true"]);
  if (boxes[0]) await user.click(boxes[0]);
  expect(ticked()).toEqual(["true", "false", "false", "false", "false"]);
});

test("one label makes a claim with source and display; a taken name is refused at its field", async () => {
  const { user, draft } = show({ search: "?tab=claims" });
  await user.type(screen.getByLabelText("Add a claim"), "Desk phone{Enter}");
  expect(JSON.stringify(at(draft(), ["rules"]))).toContain('"outputClaim":"deskPhone"');
  expect(JSON.stringify(at(draft(), ["displays", 0]))).toContain('"label":"Desk phone"');
  const name = screen.getAllByLabelText("Name in the credential").at(-1) as HTMLInputElement;
  await user.clear(name);
  await user.type(name, "jobTitle{Enter}");
  expect(screen.getByText("jobTitle is there already.")).toBeTruthy();
  expect(name.value).toBe("deskPhone");
});

test("validity is edited in human units and stored as seconds", async () => {
  const { user, draft } = show({ search: "?tab=rules", json: setAt(badge(), ["rules", "validityInterval"], 172_800) });
  const field = screen.getByLabelText(/^Valid for/) as HTMLInputElement;
  expect(field.value).toBe("2");
  await user.clear(field);
  await user.type(field, "30");
  expect(at(draft(), ["rules", "validityInterval"])).toBe(2_592_000);
  expect(field.value).toBe("30");
});

test("publishing an unfinished contract leads to the field that lacks something", async () => {
  const { user, published } = show({ search: "?tab=rules" });
  await user.click(screen.getByRole("tab", { name: "Design" }));
  await user.clear(screen.getByLabelText(/^Title/));
  await user.click(screen.getByRole("tab", { name: "Rules" }));
  await user.click(screen.getByRole("button", { name: "Publish" }));
  expect(published).toEqual([]);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Title/)));
  expect(document.activeElement?.getAttribute("aria-invalid")).toBe("true");
  await user.type(screen.getByLabelText(/^Title/), "Badge");
  await user.click(screen.getByRole("button", { name: "Publish" }));
  expect(published[0]?.displays[0]?.card.title).toBe("Badge");
});

test("the server's refusal stands at its field", () => {
  show({ problems: [{ path: ["name"], message: "Another contract has this name." }] });
  const name = screen.getByLabelText(/^Contract name/);
  expect(name.getAttribute("aria-invalid")).toBe("true");
  expect(screen.getAllByText(/Another contract has this name/).length).toBeGreaterThan(0);
});

test("a published contract keeps its name and says which version comes next", () => {
  show({ publishedVersion: 3 });
  expect((screen.getByLabelText(/^Contract name/) as HTMLInputElement).readOnly).toBe(true);
  expect(screen.getByRole("button", { name: "Publish version 4" })).toBeTruthy();
});

test("a new language starts without words, shows the first one's faintly and says what is missing", async () => {
  const { user, draft } = show();
  await user.click(screen.getByRole("button", { name: "Add language" }));
  await user.click(await screen.findByRole("button", { name: "French" }));
  expect(at(draft(), ["displays", 2, "locale"])).toBe("fr");
  const title = screen.getByLabelText(/^Title/) as HTMLInputElement;
  expect([title.value, title.placeholder]).toEqual(["", "Staff badge"]);
  expect(screen.getByText(/French lacks 9 of 10 texts/)).toBeTruthy();
});

test.each([
  ["design", null],
  ["claims", { displays: [null, 3], rules: { attestations: [] } }],
  ["rules", { displays: 1, formats: "none", rules: { vc: { type: [{}, null] } } }],
])("the %s tab opens on any JSON at all", (tab, json) => {
  show({ json, search: `?tab=${tab}` });
  expect(screen.getByRole("button", { name: "Publish" })).toBeTruthy();
});
