"use server";

import { cancelRotation } from "@/lib/authority/cancel-rotation";
import { createAuthority } from "@/lib/authority/create-authority";
import { deleteAuthority } from "@/lib/authority/delete-authority";
import { generateDidConfiguration } from "@/lib/authority/generate-did-configuration";
import { removeAuthorityKey } from "@/lib/authority/remove-authority-key";
import { rotateSigningKey } from "@/lib/authority/rotate-signing-key";
import { synchronizeDidDocument } from "@/lib/authority/synchronize-did-document";
import { updateAuthority } from "@/lib/authority/update-authority";
import { updateLinkedDomain } from "@/lib/authority/update-linked-domain";
import { validateDidConfiguration } from "@/lib/authority/validate-did-configuration";
import { action } from "@/lib/http/action";

export const createAuthorityAction = action(createAuthority);
export const updateAuthorityAction = action(updateAuthority);
export const updateLinkedDomainAction = action(updateLinkedDomain);
export const deleteAuthorityAction = action(deleteAuthority);
export const generateDidConfigurationAction = action(generateDidConfiguration);
export const validateDidConfigurationAction = action(validateDidConfiguration);
export const rotateSigningKeyAction = action(rotateSigningKey);
export const synchronizeDidDocumentAction = action(synchronizeDidDocument);
export const cancelRotationAction = action(cancelRotation);
export const removeAuthorityKeyAction = action(removeAuthorityKey);
