import { starterLogos } from "@/components/contract/starters/starter-logos";
import type { CreateContract } from "@/lib/contract/schema";

/** A contract to begin with; it lacks the authority alone. */
export interface Starter {
  id: string;
  title: string;
  summary: string;
  contract: Required<Omit<CreateContract, "authorityId">>;
}

interface Words {
  locale: string;
  title: string;
  issuedBy: string;
  description: string;
  logo: string;
  consent: { title: string; instructions: string };
  labels: Record<string, string>;
}

interface Recipe {
  id: string;
  summary: string;
  type: string;
  colours: { background: string; text: string };
  logo: keyof typeof starterLogos;
  validityDays: number;
  required: readonly string[];
  indexed: string;
  pictures?: readonly string[];
  words: readonly [Words, ...Words[]];
}

const DAY = 86_400;

function starter(recipe: Recipe): Starter {
  const [first] = recipe.words;
  const claims = Object.keys(first.labels);
  const typeOf = (claim: string) => (recipe.pictures?.includes(claim) ? "image/jpg;base64url" : "String");
  return {
    id: recipe.id,
    title: first.title,
    summary: recipe.summary,
    contract: {
      name: first.title,
      rules: {
        attestations: {
          idTokenHints: [
            {
              required: true,
              mapping: claims.map((claim) => ({
                inputClaim: claim,
                outputClaim: claim,
                required: recipe.required.includes(claim),
                indexed: recipe.indexed === claim,
              })),
            },
          ],
        },
        validityInterval: recipe.validityDays * DAY,
        vc: { type: [recipe.type] },
      },
      displays: recipe.words.map((words) => ({
        locale: words.locale,
        card: {
          title: words.title,
          issuedBy: words.issuedBy,
          backgroundColor: recipe.colours.background,
          textColor: recipe.colours.text,
          description: words.description,
          logo: { uri: starterLogos[recipe.logo], description: words.logo },
        },
        consent: words.consent,
        claims: Object.entries(words.labels).map(([claim, label]) => ({
          claim: `vc.credentialSubject.${claim}`,
          label,
          type: typeOf(claim),
        })),
      })),
      availableInVcDirectory: false,
      issueNotificationEnabled: false,
      issueNotificationAllowedToGroupOids: null,
      allowOverrideValidityIntervalOnIssuance: false,
      formats: ["jwt_vc_json", "dc+sd-jwt"],
    },
  };
}

/** The gallery of a new contract, the most useful one first. */
export const starters: readonly Starter[] = [
  starter({
    id: "staff-badge",
    summary: "Shows who works for you, in two languages. Found again by the staff number.",
    type: "StaffBadge",
    colours: { background: "#12107C", text: "#FFFFFF" },
    logo: "building",
    validityDays: 365,
    required: ["givenName", "familyName", "staffNumber"],
    indexed: "staffNumber",
    words: [
      {
        locale: "en",
        title: "Staff badge",
        issuedBy: "Example Ltd",
        description: "Proves that you work here.",
        logo: "Outline of a building",
        consent: { title: "Add your staff badge?", instructions: "Your badge opens doors and signs you in." },
        labels: {
          givenName: "Given name",
          familyName: "Family name",
          jobTitle: "Job title",
          department: "Department",
          staffNumber: "Staff number",
        },
      },
      {
        locale: "de",
        title: "Dienstausweis",
        issuedBy: "Example Ltd",
        description: "Weist dich als Mitglied des Teams aus.",
        logo: "Umriss eines Gebäudes",
        consent: { title: "Dienstausweis hinzufügen?", instructions: "Der Ausweis öffnet Türen und meldet dich an." },
        labels: {
          givenName: "Vorname",
          familyName: "Nachname",
          jobTitle: "Funktion",
          department: "Abteilung",
          staffNumber: "Personalnummer",
        },
      },
    ],
  }),
  starter({
    id: "course-certificate",
    summary: "A course passed: what, when and how well. Does not go stale soon.",
    type: "CourseCertificate",
    colours: { background: "#0B5D4B", text: "#FFFFFF" },
    logo: "graduate",
    validityDays: 3650,
    required: ["learnerName", "course", "completedOn"],
    indexed: "certificateNumber",
    words: [
      {
        locale: "en",
        title: "Course certificate",
        issuedBy: "Example Academy",
        description: "Awarded for a completed course.",
        logo: "Outline of a mortarboard",
        consent: { title: "Add your certificate?", instructions: "Show it wherever your skills count." },
        labels: {
          learnerName: "Name",
          course: "Course",
          result: "Result",
          completedOn: "Completed on",
          certificateNumber: "Certificate number",
        },
      },
      {
        locale: "fr",
        title: "Certificat de cours",
        issuedBy: "Example Academy",
        description: "Délivré pour un cours accompli.",
        logo: "Silhouette d'un chapeau de diplômé",
        consent: { title: "Ajouter le certificat ?", instructions: "Présentez-le là où vos compétences comptent." },
        labels: {
          learnerName: "Nom",
          course: "Cours",
          result: "Résultat",
          completedOn: "Terminé le",
          certificateNumber: "Numéro du certificat",
        },
      },
    ],
  }),
  starter({
    id: "membership-card",
    summary: "A club or loyalty card with a level, renewed every year.",
    type: "MembershipCard",
    colours: { background: "#7A1E48", text: "#FFFFFF" },
    logo: "star",
    validityDays: 365,
    required: ["memberName", "memberNumber"],
    indexed: "memberNumber",
    words: [
      {
        locale: "en",
        title: "Membership card",
        issuedBy: "Example Club",
        description: "Welcome to the club.",
        logo: "Outline of a star",
        consent: { title: "Add your membership card?", instructions: "Show it at the desk or online." },
        labels: {
          memberName: "Member",
          memberNumber: "Member number",
          level: "Level",
          memberSince: "Member since",
        },
      },
    ],
  }),
  starter({
    id: "visitor-pass",
    summary: "A pass with a photo for one day on site.",
    type: "VisitorPass",
    colours: { background: "#1F2937", text: "#FFFFFF" },
    logo: "door",
    validityDays: 1,
    required: ["visitorName", "host"],
    indexed: "passNumber",
    pictures: ["photo"],
    words: [
      {
        locale: "en",
        title: "Visitor pass",
        issuedBy: "Example Ltd",
        description: "Valid for one day on site.",
        logo: "Outline of an open door",
        consent: { title: "Add your visitor pass?", instructions: "Show it at the reception and keep it at hand." },
        labels: {
          visitorName: "Visitor",
          photo: "Photo",
          company: "Company",
          host: "Host",
          site: "Site",
          passNumber: "Pass number",
        },
      },
    ],
  }),
  starter({
    id: "event-ticket",
    summary: "One seat at one event, checked at the entrance.",
    type: "EventTicket",
    colours: { background: "#B4430C", text: "#FFFFFF" },
    logo: "star",
    validityDays: 90,
    required: ["eventName", "ticketNumber"],
    indexed: "ticketNumber",
    words: [
      {
        locale: "en",
        title: "Event ticket",
        issuedBy: "Example Events",
        description: "Admits one person.",
        logo: "Outline of a star",
        consent: { title: "Add your ticket?", instructions: "Show it at the entrance." },
        labels: {
          eventName: "Event",
          eventDate: "Date",
          location: "Place",
          seatCategory: "Category",
          ticketNumber: "Ticket number",
        },
      },
    ],
  }),
];
