import { expect, test } from "vitest";
import { draftOf } from "@/components/contract/draft/contract-draft";
import { lintContract } from "@/components/contract/draft/lint";
import { localeRows } from "@/components/contract/draft/locale-rows";
import { starters } from "@/components/contract/starters/starters";
import { CreateContract } from "@/lib/contract/schema";

const withAuthority = (index: number) => ({
  authorityId: "6b1ab2a8-4d0c-4f4a-9f6c-1f6f2f0c7c11",
  ...starters[index]?.contract,
});

test.each(starters.map(({ id }, index) => [id, index] as const))("%s can be published as it is", (_, index) => {
  const { json } = draftOf(withAuthority(index));
  expect(CreateContract.safeParse(json).error?.issues ?? []).toEqual([]);
  expect(CreateContract.parse(json)).toEqual(json);
  expect(localeRows(json).every(({ filled, wanted }) => filled === wanted)).toBe(true);
  expect(lintContract(json, { authorityName: "" }).filter(({ level }) => level !== "hint")).toEqual([]);
});

test("the staff badge comes first and speaks two languages", () => {
  expect(starters[0]?.id).toBe("staff-badge");
  expect(starters[0]?.contract.displays.map(({ locale }) => locale)).toEqual(["en", "de"]);
  expect(new Set(starters.map(({ contract }) => contract.name.toLowerCase())).size).toBe(starters.length);
});
