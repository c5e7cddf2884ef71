// Package reference holds the embedded, dated tables that screening reads:
// countries and their names, country groups, hubs, ports, the calendar of rules,
// currencies and rates, tariff numbers, power figures and the catalogue of parts.
//
// It loads, checks and looks up. It must not judge: what a country group or a
// part means for an order is the work of screening/places and screening/goods.
// Every row names its source and whether its wording was seen there (sourced) or
// not (unverified). What is looked up before the first day of a table is not known.
package reference
