"use client";

import type { CSSProperties } from "react";
import type { Unit } from "@/components/contract/preview/card-units";
import type { CardLogo as Logo } from "@/components/contract/preview/card-view";
import { usePictureFault } from "@/components/contract/preview/use-picture-fault";

interface Props {
  logo: Logo | null;
  /** The picture to draw, if it can be drawn. */
  source: string | null;
  initial: string;
  ink: string;
  size: number;
  unit: Unit;
  style?: CSSProperties;
}

/** The logo, or the issuer's first letter where a picture belongs and there is none to draw, or none that loads. */
export function CardLogo({ logo, source, initial, ink, size, unit, style }: Props) {
  const { faulty, watch } = usePictureFault(source);
  const box: CSSProperties = { ...style, width: unit(size), height: unit(size) };
  if (logo && source && logo.tint && !faulty) {
    const mask = `url("${source}") center / contain no-repeat`;
    return (
      <span role="img" aria-label={logo.alt} style={{ ...box, background: logo.tint, mask, WebkitMask: mask }}>
        {/* A mask does not tell whether it could be loaded. */}
        {/* biome-ignore lint/performance/noImgElement: it is not shown. */}
        <img {...watch} src={source} alt="" hidden />
      </span>
    );
  }
  if (logo && source && !faulty) {
    return (
      // biome-ignore lint/performance/noImgElement: the picture is a data URI, there is nothing to optimise.
      <img
        {...watch}
        src={source}
        alt={logo.alt}
        style={{ ...box, objectFit: "contain", borderRadius: unit(size * 0.15) }}
      />
    );
  }
  const letter = initial || logo?.alt.trim().charAt(0).toUpperCase();
  if (!letter) return null;
  return (
    <span
      aria-hidden
      style={{
        ...box,
        display: "grid",
        placeItems: "center",
        borderRadius: unit(size * 0.25),
        border: `1px solid color-mix(in srgb, ${ink} 35%, transparent)`,
        background: `color-mix(in srgb, ${ink} 14%, transparent)`,
        color: ink,
        fontSize: unit(size * 0.45),
        fontWeight: 600,
        lineHeight: 1,
      }}
    >
      {letter}
    </span>
  );
}
