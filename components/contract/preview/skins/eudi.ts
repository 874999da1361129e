import type { ResolveCard } from "@/components/contract/preview/card-view";
import { languageThenFirst } from "@/components/contract/preview/locale-rules";
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
import { readDisplays } from "@/components/contract/preview/read";

/** The EU reference wallet lists documents in its own colours: no issuer can brand them. */
export const resolveEudi: ResolveCard = (documents, user) => {
  const display = languageThenFirst(readDisplays(documents.configuration), user.locales) ?? emptyDisplay;
  const issuer = issuerOf(documents, user, languageThenFirst);
  const dark = user.theme === "dark";
  const [background, ink, muted, red] = dark
    ? ["#1B1C20", "#E3E2E6", "#C4C6D0", "#FFB4AB"]
    : ["#FFFFFF", "#1B1B1F", "#44474F", "#BA1A1A"];
  const status = documents.status ?? "valid";
  const statusText = status === "valid" ? "" : statusWords[status];
  return {
    skin: "eudi",
    frame: "row",
    locale: display.locale,
    width: boxOn(user, 358, 72).width,
    height: 72,
    radius: 12,
    background,
    gradient: false,
    backgroundImage: null,
    ink,
    logo: issuer.logo && {
      ...issuer.logo,
      alt: issuer.logo.alt || issuer.name,
      size: 40,
      corner: "top-left",
      x: 16,
      y: 16,
      tint: null,
    },
    initial: issuer.name.trim().charAt(0).toUpperCase(),
    badge: null,
    stacks: [
      {
        corner: "top-left",
        x: 16,
        y: 14,
        width: boxOn(user, 358, 72).width - 88,
        texts: lines(
          { role: "issuer", text: issuer.name, size: scaled(user, 12), weight: 400, color: muted, lines: null },
          { role: "title", text: titleOf(display), size: scaled(user, 16), weight: 500, color: ink, lines: null },
          { role: "status", text: statusText, size: scaled(user, 12), weight: 500, color: red, lines: 1 },
        ),
      },
    ],
    below: [],
    detail: {
      title: titleOf(display),
      issuer: issuer.name,
      description: display.description,
      rows: detailRows(documents, user, languageThenFirst),
    },
    notes: notesOn(display, {
      name: display.name ? ["used", "16 px, wraps."] : ["replaced", "No name: a plain word is shown."],
      description: ["ignored", "Shown in the detail view only."],
      logo: ["ignored", "Only the issuer's own logo is drawn."],
      background: ["ignored", "Documents are listed in the wallet's own colours."],
      text: ["ignored", "Documents are listed in the wallet's own colours."],
      image: ["ignored", "This wallet draws no background picture."],
    }),
  };
};
