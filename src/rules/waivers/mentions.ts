import type { JudgedWaiver, WaiverStanding } from "../../model/waiver.ts";

type Mention = JudgedWaiver["rules"][number] & { readonly judged: JudgedWaiver };

/** Each rule that a new waiver names and that stands so. What an old waiver says was judged when it came in. */
export function* mentionsOf(waivers: readonly JudgedWaiver[], standing: WaiverStanding): Iterable<Mention> {
  for (const judged of waivers) {
    if (judged.old) continue;
    for (const rule of judged.rules) if (rule.standing === standing) yield { ...rule, judged };
  }
}
