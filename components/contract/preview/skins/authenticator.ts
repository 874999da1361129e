import type { ResolveCard } from "@/components/contract/preview/card-view";
import { blackOrWhite, hexColour } from "@/components/contract/preview/contrast";
import { bareTagThenFirst } from "@/components/contract/preview/locale-rules";
import {
  boxOn,
  detailRows,
  emptyDisplay,
  issuedByOf,
  lines,
  notesOn,
  scaled,
  statusWords,
  titleOf,
} from "@/components/contract/preview/parts";
import { readDisplays } from "@/components/contract/preview/read";

const PAPER = "#0F6CBD";

/** Microsoft Authenticator; its layout is not published, so this is close, not exact. */
export const resolveAuthenticator: ResolveCard = (documents, user) => {
  const display = bareTagThenFirst(readDisplays(documents.configuration), user.locales) ?? emptyDisplay;
  const box = boxOn(user, 342, 216);
  const background = hexColour(display.background) ?? PAPER;
  const ink = hexColour(display.text) ?? blackOrWhite(background);
  const issuer = issuedByOf(documents, user, display.locale);
  const status = documents.status ?? "valid";
  const muted = user.theme === "dark" ? "#C8C6C4" : "#605E5C";
  return {
    skin: "authenticator",
    frame: "card",
    locale: display.locale,
    ...box,
    radius: 16,
    background,
    gradient: true,
    backgroundImage: null,
    ink,
    logo: display.logo && { ...display.logo, size: 40, corner: "top-left", x: 20, y: 20, tint: null },
    initial: "",
    badge:
      status === "valid"
        ? null
        : { text: statusWords[status], corner: "top-right", x: 20, y: 22, tone: "danger" as const },
    stacks: [
      {
        corner: "bottom-left",
        x: 20,
        y: 20,
        width: box.width - 40,
        texts: lines(
          { role: "title", text: titleOf(display), size: scaled(user, 20), weight: 600, color: ink, lines: null },
          { role: "issuer", text: issuer, size: scaled(user, 14), weight: 400, color: ink, lines: null },
        ),
      },
    ],
    below: lines({
      role: "description",
      text: display.description,
      size: scaled(user, 14),
      weight: 400,
      color: muted,
      lines: null,
    }),
    detail: {
      title: titleOf(display),
      issuer,
      description: display.description,
      rows: detailRows(documents, user, bareTagThenFirst),
    },
    notes: notesOn(display, {
      name: display.name
        ? ["used", "Bottom left; wraps, and is cut by the card's edge when too long."]
        : ["replaced", "No name: a plain word is shown."],
      description: ["used", "Below the card, not on it."],
      logo: ["used", "Top left, 40 px."],
      background: hexColour(display.background)
        ? ["used", "Fills the card under a light gradient."]
        : ["replaced", `Missing or no hex colour: ${PAPER} is used.`],
      text: hexColour(display.text)
        ? ["used", "All text on the card."]
        : ["replaced", "Missing or no hex colour: black or white, whichever reads better."],
      image: ["ignored", "This wallet draws no background picture."],
    }),
  };
};
