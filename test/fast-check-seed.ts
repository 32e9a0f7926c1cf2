import fc from "fast-check";

/** The same properties are tried on the same values each time, so that a run can be trusted; FAST_CHECK_SEED=random looks further. */
const seed = process.env.FAST_CHECK_SEED ?? "20261122";
if (seed !== "random") fc.configureGlobal({ seed: Number(seed) });
