import type { ResolveCard } from "@/components/contract/preview/card-view";
import { blackOrWhite } from "@/components/contract/preview/contrast";
import { exactThenGermanThenEnglish } from "@/components/contract/preview/locale-rules";
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

const PAPER = "#1D1D1F";
const strictHex = (value: string | null) => (value && /^#[\da-f]{6}$/i.test(value) ? value.toUpperCase() : null);

/** The Swiss wallet: one-colour logo from a PNG data URI, text in black or white whatever the issuer says. */
export const resolveSwiyu: ResolveCard = (documents, user) => {
  const display = exactThenGermanThenEnglish(readDisplays(documents.configuration), user.locales) ?? emptyDisplay;
  const box = boxOn(user, 342, 216);
  const background = strictHex(display.background) ?? PAPER;
  const ink = blackOrWhite(background);
  const inline = display.logo?.uri.startsWith("data:image/png;base64,") ?? false;
  const status = documents.status ?? "valid";
  return {
    skin: "swiyu",
    frame: "card",
    locale: display.locale,
    ...box,
    radius: 16,
    background,
    gradient: true,
    backgroundImage: null,
    ink,
    logo: display.logo && inline ? { ...display.logo, size: 32, corner: "top-right", x: 20, y: 20, tint: ink } : null,
    initial: "",
    badge: {
      text: statusWords[status],
      corner: "bottom-left",
      x: 20,
      y: 20,
      tone: status === "valid" ? "neutral" : "danger",
    },
    stacks: [
      {
        corner: "top-left",
        x: 20,
        y: 20,
        width: box.width - 40 - (inline ? 48 : 0),
        texts: lines(
          { role: "title", text: titleOf(display), size: scaled(user, 20), weight: 600, color: ink, lines: null },
          {
            role: "description",
            text: display.description,
            size: scaled(user, 14),
            weight: 400,
            color: `${ink}B3`,
            lines: null,
          },
        ),
      },
    ],
    below: [],
    detail: {
      title: titleOf(display),
      issuer: issuerOf(documents, user, exactThenGermanThenEnglish).name,
      description: display.description,
      rows: detailRows(documents, user, exactThenGermanThenEnglish),
    },
    notes: notesOn(display, {
      name: display.name ? ["used", "Top left, wraps."] : ["replaced", "No name: a plain word is shown."],
      description: ["used", "Under the title, at 70 % strength."],
      logo: inline
        ? ["replaced", "Drawn in one colour: a logo without transparency becomes a solid tile."]
        : ["ignored", "Only a PNG inside the metadata (a data URI) is drawn."],
      background: strictHex(display.background)
        ? ["used", "Fills the card under a gradient."]
        : ["replaced", `Missing or not #RRGGBB: ${PAPER} is used.`],
      text: ["replaced", `Always black or white: ${ink} here.`],
      image: ["ignored", "This wallet draws no background picture."],
    }),
  };
};
