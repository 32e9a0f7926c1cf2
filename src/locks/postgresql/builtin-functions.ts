/** PostgreSQL's functions (and the well-known extensions') that give another value for each row, by `pg_proc.provolatile`. */
export const volatileFunctions: ReadonlySet<string> = words(`
  array_sample array_shuffle clock_timestamp currval gen_random_bytes gen_random_uuid gen_salt lastval nextval pg_sleep random random_normal setseed setval timeofday
  uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7`);

/** Functions that give one value for a whole statement, no overload of them excepted: a default by them is computed once. */
export const steadyFunctions: ReadonlySet<string> = words(`
  abs acos age array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position array_prepend array_remove array_replace array_reverse array_sort
  array_to_json array_to_string array_upper ascii asin atan atan2 bit_count bit_length btrim cardinality casefold cbrt ceil ceiling char_length character_length chr concat concat_ws
  convert convert_from convert_to cos cosh cot crc32 crc32c current_database current_schema current_schemas current_setting current_user date date_add date_bin date_part date_subtract
  date_trunc daterange decode degrees div encode exp extract factorial floor format gamma gcd get_bit get_byte height host initcap int4range int8range isempty isfinite
  json_array_length json_build_array json_build_object json_object json_strip_nulls json_typeof jsonb_array_length jsonb_build_array jsonb_build_object jsonb_insert jsonb_object
  jsonb_path_exists jsonb_path_match jsonb_path_query_array jsonb_path_query_first jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_typeof justify_days justify_hours
  justify_interval lcm left length lgamma ln log log10 lower lpad ltrim make_date make_interval make_time make_timestamp make_timestamptz masklen md5 min_scale mod netmask network
  normalize now num_nonnulls num_nulls numrange octet_length overlaps overlay parse_ident phraseto_tsquery pi plainto_tsquery position pow power quote_ident quote_literal
  quote_nullable radians regexp_count regexp_instr regexp_like regexp_match regexp_replace regexp_split_to_array regexp_substr repeat replace reverse right round row_to_json rpad
  rtrim scale session_user set_bit set_byte setweight sha224 sha256 sha384 sha512 sign sin sinh split_part sqrt starts_with statement_timestamp string_to_array strip strpos substr
  substring tan tanh text timestamp timestamptz timezone to_ascii to_bin to_char to_date to_hex to_json to_jsonb to_number to_oct to_regclass to_regtype to_timestamp to_tsquery
  to_tsvector transaction_timestamp translate trim_array trim_scale trunc tsrange tstzrange txid_current unicode_assigned unistr upper uuid_extract_timestamp uuid_extract_version version
  websearch_to_tsquery width_bucket xmlcomment xpath`);

/** Those of them that take no arguments: a call with some is of another function, of which nobody knows. */
export const niladicFunctions: ReadonlySet<string> = words(`
  current_database current_schema current_user now pi session_user statement_timestamp transaction_timestamp txid_current version`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
