package rules

import "strings"

// Skeleton is a pack of one rule to start from, under the given name.
func Skeleton(name string) string {
	return strings.ReplaceAll(skeleton, "NAME", name)
}

const skeleton = `# Rules of our own. Try them with: redflag rules test
pack: NAME
title: Rules of our own
sources:
  our-policy: {title: "Our export policy", date: "2026-01-01", where: "intranet"}
rules:
  - id: NAME-large-order-to-a-hub
    version: 1
    status: active                       # or dormant, suspended: listed, and never fires
    valid: {from: "2022-10-07"}          # law dates between which it holds
    title: More than a hundred advanced chips for a hub
    pattern: transshipment_hub           # a word of redflag rules list --patterns
    kind: flag                           # stop, flag, gap or note
    points: 4
    when: goods.advanced and shipment.destination.hub and goods.gpus > 100
    unless:
      - {when: customer.site_verified, points: -4, says: "A person has verified a site of {customer.name}"}
    says: {en: "{goods.words} go to {destination.name}"}
    why: Our policy asks for a second look at these.
    innocent: A data centre that we know. Ask for its site and power.
    asks: [B1, B2]
    cites: [{source: our-policy, item: "4.2", basis: sourced}]
    tests:
      - {name: fires for sixteen servers, from: deal, set: {S-1.lines.0.quantity: 16}, expect: fires}
      - {name: quiet for four, from: deal, expect: quiet}
# To weigh or silence a rule of the program:
# overrides:
#   - {rule: hub-on-the-way, off: true, reason: all our freight changes in Singapore}
#   - {rule: thin-presence, points: 6, reason: our customers are laboratories}
`
