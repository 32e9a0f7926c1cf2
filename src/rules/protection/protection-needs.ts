/** The least room that a protected value takes, as text and as bytes, and a sentence that says so. */
type Need = { readonly characters: number; readonly bytes: number; readonly words: string };

/** Lengths of what each writes: the encoded form with its salt as text, the bare digest in hexadecimal or base64 for plain hashes. */
const hashes: readonly (readonly [RegExp, Need])[] = [
  [/argon2/i, need(90, 16, "An Argon2 hash takes 90 characters and more.")],
  [/bcrypt|blowfish/i, need(60, 60, "A bcrypt hash takes 60 characters.")],
  [/scrypt/i, need(70, 16, "An scrypt hash takes 70 characters and more.")],
  [/pbkdf2/i, need(60, 16, "A PBKDF2 hash takes 60 characters and more.")],
  [
    /sha-?512|sha3-?512/i,
    need(86, 64, "A SHA-512 digest takes 64 bytes: 86 characters in base64, 128 in hexadecimal."),
  ],
  [/sha-?384|sha3-?384/i, need(64, 48, "A SHA-384 digest takes 48 bytes: 64 characters in base64, 96 in hexadecimal.")],
  [
    /sha-?256|sha3|hmac|blake/i,
    need(43, 32, "A SHA-256 digest takes 32 bytes: 43 characters in base64, 64 in hexadecimal."),
  ],
  [/sha-?1\b/i, need(27, 20, "A SHA-1 digest takes 20 bytes: 27 characters in base64, 40 in hexadecimal.")],
  [/md5/i, need(22, 16, "An MD5 digest takes 16 bytes: 22 characters in base64, 32 in hexadecimal.")],
  [/\bhash(?:ed|ing)?\b|gehasht|哈希|ハッシュ/i, need(22, 16, "A hash takes 16 bytes and more.")],
];

/** The shortest: one block with its initialisation vector. */
const cipher = need(24, 16, "A cipher text is bytes, at least 16 of them, or 24 characters in base64.");

const encrypts =
  /\baes|encrypt|cipher|chiffr|verschl|cifrad|encript|criptograf|\bpgp|pgcrypto|\brsa\b|chacha|fernet|\bkms\b|加密|暗号|шифр/i;
/** Protection that works beside the column, whose type it leaves alone. */
const elsewhere =
  /at[- ]rest|disk|volume|\btde\b|transparent|storage|full[- ]database|transit|\btls\b|\bssl\b|\brds\b|mask|redact|row[- ]level|\brls\b|access/i;

/** What a cell of the Encryption column demands of the column's type; `undefined` where it demands nothing that a type could show. */
export function neededBy(encryption: string): Need | undefined {
  if (elsewhere.test(encryption)) return undefined;
  const hash = hashes.find(([pattern]) => pattern.test(encryption))?.[1];
  return hash ?? (encrypts.test(encryption) ? cipher : undefined);
}

function need(characters: number, bytes: number, words: string): Need {
  return { characters, bytes, words };
}
