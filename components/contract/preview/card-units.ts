import type { CSSProperties } from "react";
import type { CardText, Corner } from "@/components/contract/preview/card-view";

/** Turns px of the wallet's screen into parts of the card's width, so that a card drawn smaller keeps its proportions. */
export type Unit = (px: number) => string;

export const unitFor =
  (width: number): Unit =>
  (px) =>
    `${Math.round((px / width) * 1e5) / 1e3}cqw`;

export function placed(corner: Corner, x: number, y: number, unit: Unit): CSSProperties {
  return {
    position: "absolute",
    [corner.startsWith("top") ? "top" : "bottom"]: unit(y),
    [corner.endsWith("left") ? "left" : "right"]: unit(x),
  };
}

export function textStyle(text: CardText, unit: Unit): CSSProperties {
  return {
    color: text.color,
    fontSize: unit(text.size),
    fontWeight: text.weight,
    lineHeight: 1.25,
    textTransform: text.upper ? "uppercase" : undefined,
    overflowWrap: "anywhere",
    ...(text.lines !== null && {
      display: "-webkit-box",
      WebkitBoxOrient: "vertical",
      WebkitLineClamp: text.lines,
      overflow: "hidden",
    }),
    // A single line is cut in the middle of a word, several lines after one.
    ...(text.lines === 1 && { wordBreak: "break-all" }),
  };
}

const INLINE = /^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/;

/** Pictures of other servers are not loaded by the portal's pages; the wallet fetches them itself. */
export function inlinePicture(uri: string): string | null {
  return INLINE.test(uri) ? uri : null;
}
