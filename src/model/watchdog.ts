/** Stops work that never ends. The engine has no clock of its own: whoever starts a review may hand one in. */
export interface Watchdog {
  /** Does the work and answers `true`, or stops it wherever it is after `milliseconds` and answers `false`. What the work throws is thrown. */
  within(milliseconds: number, work: () => void): boolean;
}
