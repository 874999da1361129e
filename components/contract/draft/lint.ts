import { type ClaimRow, claimRows } from "@/components/contract/draft/claim-rows";
import { type JsonPath, listAt, setAt, textAt } from "@/components/contract/draft/json-path";
import { localeName, localeRows, setLooks } from "@/components/contract/draft/locale-rows";
import { contrastOf, hexColour, nearestPassing } from "@/components/contract/preview/contrast";

export interface Finding {
  id: string;
  level: "error" | "warning" | "hint";
  message: string;
  path: JsonPath;
  /** A change that mends it, and what its button says. */
  fix?: { label: string; apply: (json: unknown) => unknown };
}

interface LintContext {
  authorityName: string;
}

const card = (index: number, ...member: string[]): JsonPath => ["displays", index, "card", ...member];

function colours(displays: readonly unknown[], index: number): Finding[] {
  const display = displays[index];
  if (!isFirstWith(displays, index, ["card", "textColor"], ["card", "backgroundColor"])) return [];
  const ink = hexColour(textAt(display, ["card", "textColor"]));
  const paper = hexColour(textAt(display, ["card", "backgroundColor"]));
  if (!ink || !paper) return [];
  const { ratio, level } = contrastOf(ink, paper);
  if (level === "pass") return [];
  const better = nearestPassing(ink, paper);
  return [
    {
      id: "D01",
      level,
      message: `Text on the card has a contrast of ${ratio}:1. It takes ${level === "error" ? "3:1 at least, better " : ""}4.5:1 to read well.`,
      path: card(index, "textColor"),
      fix: { label: `Use ${better}`, apply: (json) => setLooks(json, index, ["card", "textColor"], better) },
    },
  ];
}

/** What is alike in all languages is said once. */
function isFirstWith(displays: readonly unknown[], index: number, ...members: JsonPath[]): boolean {
  const alike = (display: unknown) =>
    members.every((member) => textAt(display, member) === textAt(displays[index], member));
  return displays.findIndex(alike) === index;
}

function texts(displays: readonly unknown[], index: number, { authorityName }: LintContext): Finding[] {
  const display = displays[index];
  const title = textAt(display, ["card", "title"]);
  const description = textAt(display, ["card", "description"]);
  const issuedBy = textAt(display, ["card", "issuedBy"]);
  const logo = isFirstWith(displays, index, ["card", "logo", "uri"]) ? textAt(display, ["card", "logo", "uri"]) : "";
  const findings: (Finding | false)[] = [
    title.length > 25 && {
      id: "D10",
      level: "warning",
      message: `The title has ${title.length} characters. Some wallets cut it after about 20 to 25.`,
      path: card(index, "title"),
    },
    description.length > 80 && {
      id: "D11",
      level: "warning",
      message: `The description has ${description.length} characters; 80 fit on most cards.`,
      path: card(index, "description"),
    },
    logo.length > 137_000 && {
      id: "D13",
      level: "warning",
      message: "The logo weighs over 100 kB and travels with the metadata. A smaller one loads sooner.",
      path: card(index, "logo", "uri"),
    },
    Boolean(logo && !logo.startsWith("data:")) && {
      id: "D12",
      level: "hint",
      message: "The logo is fetched by each wallet from its own address. Inside the contract it always loads.",
      path: card(index, "logo", "uri"),
    },
    Boolean(authorityName && issuedBy && issuedBy !== authorityName) &&
      isFirstWith(displays, index, ["card", "issuedBy"]) && {
        id: "D22",
        level: "hint",
        message: `Issued by says “${issuedBy}”, but many wallets show the authority's name, “${authorityName}”.`,
        path: card(index, "issuedBy"),
        fix: {
          label: `Use ${authorityName}`,
          apply: (json) =>
            listAt(json, ["displays"]).reduce<unknown>(
              (next, one, place) =>
                textAt(one, ["card", "issuedBy"]) === issuedBy
                  ? setAt(next, card(place, "issuedBy"), authorityName)
                  : next,
              json,
            ),
        },
      },
  ];
  return findings.filter((finding) => finding !== false);
}

function languages(json: unknown): Finding[] {
  const rows = localeRows(json);
  return rows.flatMap(({ index, locale, filled, wanted }) => {
    const bare = locale.split("-")[0] ?? "";
    const alone = rows.every((other) => other.index === index || other.locale.split("-")[0] !== bare);
    const first = listAt(json, ["displays"])[0];
    const title = textAt(json, card(index, "title"));
    const findings: (Finding | false)[] = [
      filled < wanted && {
        id: "D05",
        level: "warning",
        message: `${localeName(locale)} lacks ${wanted - filled} of ${wanted} texts.`,
        path: firstGap(json, index),
      },
      bare !== locale &&
        alone && {
          id: "D06",
          level: "hint",
          message: `${locale} is published as ${bare}: no other ${localeName(bare)} is here to tell apart.`,
          path: ["displays", index, "locale"],
          fix: { label: `Use ${bare}`, apply: (draft) => setAt(draft, ["displays", index, "locale"], bare) },
        },
      index > 0 &&
        title !== "" &&
        title === textAt(first, ["card", "title"]) && {
          id: "D09",
          level: "hint",
          message: `The title is the same in ${localeName(locale)} and ${localeName(textAt(first, ["locale"]))}.`,
          path: card(index, "title"),
        },
    ];
    return findings.filter((finding) => finding !== false);
  });
}

function firstGap(json: unknown, index: number): JsonPath {
  if (!textAt(json, card(index, "title")).trim()) return card(index, "title");
  const claim = claimRows(json).find(({ labels }) => labels.some(Boolean) && !labels[index]?.trim());
  return claim ? ["claims", claim.name, "label", index] : card(index, "description");
}

function claims(rows: readonly ClaimRow[]): Finding[] {
  const findings = rows.flatMap(({ name, mapping, labels }): Finding[] => {
    if (!mapping) {
      const message = `${name} has a label but no source, so no credential will carry it.`;
      return [{ id: "R03", level: "warning", message, path: ["claims", name, "mapping"] }];
    }
    if (labels.some((label) => label !== null)) return [];
    const message = `${name} has no label: wallets show its bare name.`;
    return [{ id: "D19", level: "warning", message, path: ["claims", name, "label", 0] }];
  });
  const indexed = rows.some(({ mapping }) => mapping?.indexed);
  if (indexed || rows.length === 0) return findings;
  const message = "No claim is indexed, so credentials can be found by their id only.";
  return [...findings, { id: "R01", level: "hint", message, path: ["claims"] }];
}

function rules(json: unknown): Finding[] {
  const validity = (json as { rules?: { validityInterval?: unknown } } | null)?.rules?.validityInterval;
  if (typeof validity !== "number" || validity >= 86_400 || validity < 60) return [];
  const message = "Credentials live for less than a day. That is right for a visit, seldom for a badge.";
  return [{ id: "R05", level: "hint", message, path: ["rules", "validityInterval"] }];
}

const weight = { error: 0, warning: 1, hint: 2 };

/** What would work and yet look or serve badly. The schema says what would not work at all. */
export function lintContract(json: unknown, context: LintContext): Finding[] {
  const displays = listAt(json, ["displays"]);
  return [
    ...displays.flatMap((_, index) => [...colours(displays, index), ...texts(displays, index, context)]),
    ...languages(json),
    ...claims(claimRows(json)),
    ...rules(json),
  ].sort((a, b) => weight[a.level] - weight[b.level]);
}
