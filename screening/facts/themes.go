package facts

// phraseThemes are the themes of phrases that texts are searched for. A word once
// shipped is not reused.
func phraseThemes() []string {
	return []string{"no_logo", "relabel", "neutral_packing", "repack", "dummy", "staging", "conceal_destination", "conceal_end_user",
		"different_name", "route_china", "proxy_payment", "cash", "hand_carry", "rush_before_rule", "refusal", "decline_service",
		"onward_transfer", "resale", "military", "split", "change_delivery", "scrap_serials", "remote_access", "straw",
		"china_user", "russia_user", "training", "evaluation_only", "prc_software", "prc_chip", "unfamiliar", "supercomputer", "prc_supercomputer", "foundry", "second_hand", "altered", "fab_link", "parts_breakdown",
		"serial_odd", "false_paper", "adverse_check", "user_not_found", "idle_goods", "user_changed", "declared_as", "any_price", "china_behind", "site_poor", "prc_act", "prc_named_act", "throwaway_die",
		"china_named", "russia_named", "embargo_named", "embargo_user", "handed_on", "to_depot", "visit_refused", "user_open", "papers_differ", "value_lowered", "no_value", "denied", "plates", "prc_designer", "name_withheld", "remote_china", "evasive", "door_shared", "until_sold", "against_theft",
		"about_marks", "about_numbers", "about_papers", "about_money", "about_access", "about_onward", "about_split", "about_visit", "about_name", "seen_inside", "clause_struck",
		"unfit_said", "phone_of_another", "user_unverified", "seller_as_user", "open_access", "all_you_have", "owned_since", "same_words", "no_means", "owners_of_stopped", "letter_back", "no_trace", "at_home", "just_started", "mass_weapons"}
}
