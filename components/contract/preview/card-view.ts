/** What a wallet draws, and nothing else: the renderer knows no metadata, the resolvers know no pixels on screen. */

export type SkinId = "generic" | "authenticator" | "paradym" | "eudi" | "swiyu";

export type CardStatus = "valid" | "expired" | "suspended" | "revoked";

export type Corner = "top-left" | "top-right" | "bottom-left" | "bottom-right";

/** Sizes are px on the wallet's screen, the user's text scale included. */
export interface CardText {
  role: "title" | "issuer" | "description" | "status";
  text: string;
  size: number;
  weight: 400 | 500 | 600 | 700;
  color: string;
  upper?: boolean;
  /** How many lines before the wallet cuts with an ellipsis; null wraps on, until the card's edge cuts it. */
  lines: number | null;
}

interface CardStack {
  corner: Corner;
  x: number;
  y: number;
  width: number;
  /** Texts stand in the middle of this height, as beside a logo. */
  height?: number;
  texts: CardText[];
}

export interface CardLogo {
  uri: string;
  alt: string;
  size: number;
  corner: Corner;
  x: number;
  y: number;
  /** The wallet draws the picture's outline in this one colour. */
  tint: string | null;
}

export interface CardBadge {
  text: string;
  corner: Corner;
  x: number;
  y: number;
  tone: "neutral" | "danger";
}

export interface DetailRow {
  key: string;
  label: string;
  value: string;
  picture: boolean;
}

/** What became of one member of the metadata in this wallet. */
export interface CardNote {
  field: string;
  state: "used" | "ignored" | "replaced";
  reason: string;
}

export interface CardView {
  skin: SkinId;
  /** `row`: the wallet shows no card but a line of a list, which grows with its text. */
  frame: "card" | "row";
  /** The tag of the display that the wallet chose; null when that display has none. */
  locale: string | null;
  width: number;
  height: number;
  radius: number;
  background: string;
  /** A light from above that some wallets lay over the colour. */
  gradient: boolean;
  backgroundImage: string | null;
  /** The text colour this wallet really uses on `background`. */
  ink: string;
  logo: CardLogo | null;
  /** Drawn where a logo belongs and cannot be shown. */
  initial: string;
  badge: CardBadge | null;
  stacks: CardStack[];
  below: CardText[];
  detail: { title: string; issuer: string; description: string; rows: DetailRow[] };
  notes: CardNote[];
}

/** The documents as they are served; each may be anything at all, since issuers make mistakes. */
export interface CardDocuments {
  /** Credential issuer metadata. */
  issuer: unknown;
  /** One entry of its `credential_configurations_supported`. */
  configuration: unknown;
  /** SD-JWT VC type metadata, where the format has it. */
  typeMetadata?: unknown;
  /** The contract's displays in the Admin API's words, which name the issuer per language. */
  manifest?: unknown;
  /** The claims' values by name. */
  claims?: unknown;
  status?: CardStatus;
}

export interface CardUser {
  /** Language tags, the best first. */
  locales: readonly string[];
  theme: "light" | "dark";
  textScale: number;
  /** Width of the wallet's screen in px. */
  width: number;
}

export type ResolveCard = (documents: CardDocuments, user: CardUser) => CardView;
