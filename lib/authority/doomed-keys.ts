/** Who uses a key: authorities sign with theirs, and the roots of those that issue mdocs have one of their own. */
const uses = `(SELECT tenant_id, authority_id, signing_key_id FROM authority_key
    UNION ALL SELECT tenant_id, authority_id, signing_key_id FROM certificate)`;

/**
 * Keys that nothing alive needs any more: those of deleted authorities, and all that an opted-out tenant had. Not those
 * that a living authority uses too, and not before the last lists are signed with them.
 */
export const doomedKeys = `FROM signing_key s JOIN tenant t ON t.id = s.tenant_id
  WHERE s.state IN ('enabled', 'disabled')
    AND (s.created_at <= t.opted_out_at OR EXISTS (
      SELECT 1 FROM ${uses} k JOIN authority a ON a.tenant_id = k.tenant_id AND a.id = k.authority_id
      WHERE k.tenant_id = s.tenant_id AND k.signing_key_id = s.id AND a.deleted_at IS NOT NULL))
    AND NOT EXISTS (
      SELECT 1 FROM ${uses} k JOIN authority a ON a.tenant_id = k.tenant_id AND a.id = k.authority_id
      WHERE k.tenant_id = s.tenant_id AND k.signing_key_id = s.id AND (a.deleted_at IS NULL OR EXISTS (
        SELECT 1 FROM status_list l WHERE l.tenant_id = a.tenant_id AND l.authority_id = a.id AND l.state <> 'final')))`;
