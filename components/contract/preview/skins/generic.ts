import type { ResolveCard } from "@/components/contract/preview/card-view";
import { blackOrWhite, hexColour } from "@/components/contract/preview/contrast";
import { exactThenLanguage } from "@/components/contract/preview/locale-rules";
import {
  boxOn,
  detailRows,
  emptyDisplay,
  issuedByOf,
  issuerOf,
  lines,
  notesOn,
  scaled,
  statusWords,
  titleOf,
} from "@/components/contract/preview/parts";
import { readDisplays } from "@/components/contract/preview/read";

const PAPER = "#334155";

/** A plain card of the size of a bank card (ID-1, 85.60 × 53.98 mm), as our own wallet page draws it. */
export const resolveGeneric: ResolveCard = (documents, user) => {
  const display = exactThenLanguage(readDisplays(documents.configuration), user.locales) ?? emptyDisplay;
  const box = boxOn(user, 342, 216);
  const background = hexColour(display.background) ?? PAPER;
  const ink = hexColour(display.text) ?? blackOrWhite(background);
  const issuer = issuedByOf(documents, user, display.locale);
  const logo = display.logo ?? issuerOf(documents, user, exactThenLanguage).logo;
  const status = documents.status ?? "valid";
  // Large text takes fewer lines, so that title and issuer never meet.
  const room = user.textScale > 1.5 ? 1 : 2;
  return {
    skin: "generic",
    frame: "card",
    locale: display.locale,
    ...box,
    radius: Math.round(box.width * 0.037 * 10) / 10,
    background,
    gradient: true,
    backgroundImage: display.image,
    ink,
    logo: logo && { ...logo, alt: logo.alt || issuer, size: 40, corner: "top-left", x: 20, y: 20, tint: null },
    initial: (issuer || titleOf(display)).trim().charAt(0).toUpperCase(),
    badge:
      status === "valid"
        ? null
        : { text: statusWords[status], corner: "top-right", x: 20, y: 20, tone: "danger" as const },
    stacks: [
      {
        corner: "top-left",
        x: 72,
        y: 20,
        height: 40,
        width: box.width - 72 - (status === "valid" ? 20 : 120),
        texts: lines({ role: "issuer", text: issuer, size: scaled(user, 14), weight: 500, color: ink, lines: room }),
      },
      {
        corner: "bottom-left",
        x: 20,
        y: 20,
        width: box.width - 40,
        texts: lines(
          { role: "title", text: titleOf(display), size: scaled(user, 22), weight: 600, color: ink, lines: room },
          {
            role: "description",
            text: display.description,
            size: scaled(user, 13),
            weight: 400,
            color: ink,
            lines: room,
          },
        ),
      },
    ],
    below: [],
    detail: {
      title: titleOf(display),
      issuer,
      description: display.description,
      rows: detailRows(documents, user, exactThenLanguage),
    },
    notes: notesOn(display, {
      name: display.name ? ["used", "The title, two lines at most."] : ["replaced", "No name: a plain word is shown."],
      description: ["used", "Under the title, two lines at most."],
      logo: ["used", "Top left, 40 px."],
      background: hexColour(display.background)
        ? ["used", "Fills the card."]
        : ["replaced", `Missing or no hex colour: ${PAPER} is used.`],
      text: hexColour(display.text)
        ? ["used", "All text on the card."]
        : ["replaced", "Missing or no hex colour: black or white, whichever reads better."],
      image: ["used", "Covers the card."],
    }),
  };
};
