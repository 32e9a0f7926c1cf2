/** Something its user can mend: a wrong argument, a bad configuration, a missing permission. The message says what to change. */
export class UserError extends Error {
  override readonly name = "UserError";
}
