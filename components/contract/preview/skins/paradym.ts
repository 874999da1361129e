import type { ResolveCard } from "@/components/contract/preview/card-view";
import { hexColour } from "@/components/contract/preview/contrast";
import { regionalEnglishThenUntagged } from "@/components/contract/preview/locale-rules";
import {
  boxOn,
  detailRows,
  emptyDisplay,
  issuerOf,
  lines,
  notesOn,
  scaled,
  statusWords,
  titleOf,
} from "@/components/contract/preview/parts";
import { readDisplays, readTypeDisplays } from "@/components/contract/preview/read";

const PAPER = "#111111";

/** Its own rule for a missing text colour looks at the red byte alone. */
const defaultInk = (background: string) =>
  Number.parseInt(background.slice(1, 3), 16) >= 0x80 ? "#111111" : "#F8F8FA";

export const resolveParadym: ResolveCard = (documents, user) => {
  const typeDisplays = readTypeDisplays(documents.typeMetadata);
  const fromType = typeDisplays.length > 0;
  const entries = fromType ? typeDisplays : readDisplays(documents.configuration);
  const display = regionalEnglishThenUntagged(entries, user.locales) ?? emptyDisplay;
  const issuer = issuerOf(documents, user, regionalEnglishThenUntagged);
  const box = boxOn(user, 354, 194);
  const background = hexColour(display.background) ?? PAPER;
  const ink = hexColour(display.text) ?? defaultInk(background);
  const logo = issuer.logo ?? display.logo;
  const status = documents.status ?? "valid";
  return {
    skin: "paradym",
    frame: "card",
    locale: display.locale,
    ...box,
    radius: 22,
    background,
    gradient: false,
    backgroundImage: display.image,
    ink,
    logo: logo && { ...logo, alt: logo.alt || issuer.name, size: 36, corner: "top-right", x: 20, y: 18, tint: null },
    initial: "",
    badge:
      status === "valid" ? null : { text: statusWords[status], corner: "bottom-left", x: 16, y: 16, tone: "neutral" },
    stacks: [
      {
        corner: "top-left",
        x: 20,
        y: 26,
        width: box.width - 40 - (logo ? 52 : 0),
        texts: lines({
          role: "title",
          text: titleOf(display),
          size: scaled(user, 14),
          weight: 700,
          color: ink,
          upper: true,
          lines: 1,
        }),
      },
    ],
    below: [],
    detail: {
      title: titleOf(display),
      issuer: issuer.name,
      description: display.description,
      rows: detailRows(documents, user, regionalEnglishThenUntagged),
    },
    notes: notesOn(
      display,
      {
        name: display.name
          ? ["used", "In capitals, one line, then cut."]
          : ["replaced", "No name: a plain word is shown."],
        description: ["ignored", "Shown in the detail view only."],
        logo: issuer.logo ? ["ignored", "The issuer's own logo comes first."] : ["used", "The issuer has no logo."],
        background: hexColour(display.background)
          ? ["used", "Fills the card."]
          : ["replaced", `Missing or no hex colour: ${PAPER} is used.`],
        text: hexColour(display.text)
          ? ["used", "The title."]
          : ["replaced", `Missing: ${ink}, chosen by the red part of the background alone.`],
        image: ["used", "Covers the card."],
      },
      [
        {
          field: "locale",
          state: "ignored",
          reason: "Does not ask the user: regional English, else no tag, else first.",
        },
        fromType && { field: "display", state: "replaced", reason: "Type metadata take the place of issuer metadata." },
        { field: "issuer name", state: "ignored", reason: "Not on the face of the card." },
      ],
    ),
  };
};
