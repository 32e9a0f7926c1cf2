WITH spaces AS (
  SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), extended AS (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), relations AS (
  SELECT c.*, n.nspname FROM pg_class c JOIN spaces n ON n.oid = c.relnamespace
  WHERE NOT EXISTS (SELECT FROM extended e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid)
), types AS (
  SELECT t.*, n.nspname FROM pg_type t JOIN spaces n ON n.oid = t.typnamespace
  WHERE NOT EXISTS (SELECT FROM extended e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)
), columns AS (
  SELECT a.attrelid, json_agg(json_build_object(
    'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
    'default', pg_get_expr(d.adbin, d.adrelid), 'generated', a.attgenerated, 'identity', a.attidentity,
    'collation', CASE WHEN a.attcollation <> ty.typcollation THEN (
      SELECT CASE WHEN cn.nspname IN ('pg_catalog', 'public') THEN quote_ident(co.collname) ELSE quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END
      FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) END,
    'comment', col_description(a.attrelid, a.attnum)) ORDER BY a.attnum) AS columns
  FROM pg_attribute a JOIN pg_type ty ON ty.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid IN (SELECT oid FROM relations)
  GROUP BY a.attrelid
), constraints AS (
  SELECT c.conrelid, json_agg(json_build_object('name', c.conname, 'type', c.contype, 'validated', c.convalidated,
    'definition', pg_get_constraintdef(c.oid)) ORDER BY c.conname) AS constraints
  FROM pg_constraint c
  WHERE c.contype <> 't' AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = c.conparentid AND p.conrelid = c.conrelid)
  GROUP BY c.conrelid
), indexes AS (
  SELECT i.indrelid, json_agg(json_build_object('name', c.relname, 'definition', pg_get_indexdef(i.indexrelid)) ORDER BY c.relname) AS indexes
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
  GROUP BY i.indrelid
), triggers AS (
  SELECT t.tgrelid, json_agg(json_build_object('name', t.tgname, 'enabled', t.tgenabled, 'definition', pg_get_triggerdef(t.oid)) ORDER BY t.tgname) AS triggers
  FROM pg_trigger t WHERE NOT t.tgisinternal OR t.tgconstraint = 0 GROUP BY t.tgrelid
), policies AS (
  SELECT p.polrelid, json_agg(json_build_object('name', p.polname, 'permissive', p.polpermissive, 'command', p.polcmd,
    'roles', (SELECT json_agg(CASE r WHEN 0 THEN 'public' ELSE pg_get_userbyid(r)::text END ORDER BY 1) FROM unnest(p.polroles) r),
    'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid)) ORDER BY p.polname) AS policies
  FROM pg_policy p GROUP BY p.polrelid
)
SELECT json_build_object(
  'namespaces', (SELECT json_agg(nspname) FROM spaces),
  'relations', (SELECT json_agg(json_build_object(
      'schema', r.nspname, 'name', r.relname, 'kind', r.relkind, 'persistence', r.relpersistence,
      'rowSecurity', r.relrowsecurity, 'forced', r.relforcerowsecurity, 'isPartition', r.relispartition,
      'bound', pg_get_expr(r.relpartbound, r.oid),
      'partitionKey', CASE WHEN r.relkind = 'p' THEN pg_get_partkeydef(r.oid) END,
      'options', r.reloptions, 'comment', obj_description(r.oid, 'pg_class'),
      'parents', (SELECT json_agg(json_build_object('schema', pn.nspname, 'name', p.relname) ORDER BY h.inhseqno)
        FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE h.inhrelid = r.oid),
      'definition', CASE WHEN r.relkind IN ('v', 'm') THEN pg_get_viewdef(r.oid) END,
      'columns', columns.columns, 'constraints', constraints.constraints, 'indexes', indexes.indexes,
      'triggers', triggers.triggers, 'policies', policies.policies))
    FROM relations r
    LEFT JOIN columns ON columns.attrelid = r.oid LEFT JOIN constraints ON constraints.conrelid = r.oid
    LEFT JOIN indexes ON indexes.indrelid = r.oid LEFT JOIN triggers ON triggers.tgrelid = r.oid
    LEFT JOIN policies ON policies.polrelid = r.oid
    WHERE r.relkind IN ('r', 'p', 'v', 'm')),
  'sequences', (SELECT json_agg(json_build_object(
      'schema', r.nspname, 'name', r.relname, 'type', format_type(s.seqtypid, NULL), 'start', s.seqstart::text,
      'increment', s.seqincrement::text, 'minimum', s.seqmin::text, 'maximum', s.seqmax::text, 'cache', s.seqcache::text, 'cycle', s.seqcycle,
      'owner', (SELECT json_build_object('schema', tn.nspname, 'name', t.relname, 'column', a.attname)
        FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0)))
    FROM relations r JOIN pg_sequence s ON s.seqrelid = r.oid WHERE r.relkind = 'S'),
  'types', (SELECT json_agg(json_build_object(
      'schema', t.nspname, 'name', t.typname, 'kind', t.typtype, 'base', format_type(t.typbasetype, t.typtypmod), 'notNull', t.typnotnull,
      'default', pg_get_expr(t.typdefaultbin, 0), 'isComposite', c.relkind = 'c',
      'values', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
      'attributes', (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped),
      'subtype', (SELECT format_type(g.rngsubtype, NULL) FROM pg_range g WHERE g.rngtypid = t.oid),
      'checks', (SELECT json_agg(json_build_object('name', k.conname, 'definition', pg_get_constraintdef(k.oid)) ORDER BY k.conname)
        FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c')))
    FROM types t LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'c' AND c.relkind = 'c')),
  'routines', (SELECT json_agg(json_build_object('schema', n.nspname, 'name', p.proname, 'kind', p.prokind,
      'arguments', pg_get_function_identity_arguments(p.oid), 'isParsed', to_jsonb(p) ->> 'prosqlbody' IS NOT NULL,
      'definition', CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END))
    FROM pg_proc p JOIN spaces n ON n.oid = p.pronamespace
    WHERE NOT EXISTS (SELECT FROM extended e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid)
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')),
  'extensions', (SELECT json_agg(json_build_object('name', e.extname, 'schema', n.nspname))
    FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname <> 'plpgsql')
) AS catalog
