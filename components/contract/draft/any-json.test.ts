import { expect, test } from "vitest";
import { addClaim, claimRows, moveClaim, removeClaim } from "@/components/contract/draft/claim-rows";
import { checkDraft, draftOf, draftText, withText } from "@/components/contract/draft/contract-draft";
import { lintContract } from "@/components/contract/draft/lint";
import { addLocale, localeRows } from "@/components/contract/draft/locale-rows";
import { fieldPlace } from "@/components/contract/editor/field-place";
import { jsonDiagnostics } from "@/components/contract/json/json-diagnostics";
import { contractCard } from "@/components/contract/preview/contract-card";
import { fc } from "@/lib/testing/chance";

const any = fc.jsonValue({ maxDepth: 3 });
const list = (one: fc.Arbitrary<unknown>) => fc.oneof(any, fc.array(one, { maxLength: 3 }));
const some = (shape: Record<string, fc.Arbitrary<unknown>>) => fc.oneof(any, fc.record(shape, { requiredKeys: [] }));
const mapping = some({ outputClaim: any, inputClaim: any, indexed: any, required: any });
const flow = some({ mapping: list(mapping) });
const display = some({ locale: any, card: some({ title: any, logo: any, textColor: any }), claims: list(any) });
const draft = some({
  name: any,
  displays: list(display),
  rules: some({ attestations: some({ idTokenHints: list(flow), selfIssued: flow }), validityInterval: any }),
  formats: any,
});

test("a draft of any JSON is read, judged, drawn and edited without a throw", () => {
  fc.assert(
    fc.property(draft, (json) => {
      const { problems } = checkDraft(draftOf(json));
      for (const { path } of problems) expect(fieldPlace(path, json).id).toBeTruthy();
      for (const { path } of lintContract(json, { authorityName: "Example" })) fieldPlace(path, json);
      contractCard(json, { authorityName: "Example" });
      localeRows(json);
      const added = addLocale(addClaim(json, "Label"), "fr");
      removeClaim(moveClaim(added, 0, 1), claimRows(added)[0]?.name ?? "");
    }),
    { numRuns: 500 },
  );
});

test("JSON goes through the text and back unchanged, and every mark lies inside the text", () => {
  fc.assert(
    fc.property(draft, fc.string(), (json, noise) => {
      const written = draftText(draftOf(json));
      // Compared as text, since JSON has no negative zero.
      expect(draftText(draftOf(withText(draftOf(null), written).json))).toBe(written);
      const text = written + noise;
      for (const { from, to } of jsonDiagnostics(text)) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 300 },
  );
});
