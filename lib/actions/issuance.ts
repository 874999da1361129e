"use server";

import { action, jsonAction } from "@/lib/http/action";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { createCredentialOffer } from "@/lib/issuer/create-credential-offer";

export const createIssuanceAction = action(createIssuance);

export const createCredentialOfferAction = jsonAction(createCredentialOffer);
