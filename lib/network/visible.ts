/**
 * The network is the one place where a tenant sees others. It shows an authority only while its tenant is there, its
 * domain is verified, and it has made a contract available (`a`: the authority's row).
 */
export const availableContract = `c.available_in_vc_directory AND c.archived_at IS NULL`;

export const visibleAuthority = `a.linked_domains_verified AND a.deleted_at IS NULL
  AND EXISTS (SELECT 1 FROM tenant t WHERE t.id = a.tenant_id AND t.status = 'enabled')
  AND EXISTS (SELECT 1 FROM contract c WHERE c.tenant_id = a.tenant_id AND c.authority_id = a.id AND ${availableContract})`;
