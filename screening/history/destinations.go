package history

import "redflag/data"

// destinationOf is where goods go by a paper: for one by which they leave and that tells no
// destination, to the last consignee.
func destinationOf(sh *data.Shipment) uint32 {
	to := toldDestination(sh)
	if to == "" {
		return 0
	}
	return CountryKey(to)
}

func toldDestination(sh *data.Shipment) string {
	for _, d := range [...]string{sh.FinalDestinationCountry, sh.DestinationCountry} {
		if data.TextState(d) == data.Known {
			return d
		}
	}
	switch PaperOf(sh) {
	case "delivery", "declaration", "trade_data":
		if p := partyOf(sh, data.UltimateConsignee); p != nil && data.TextState(sh.DestinationCountry) == data.NotTold && data.TextState(p.Country) == data.Known {
			return p.Country
		}
	}
	return ""
}

// CountryKey is how a country that is told by its code is known as a destination.
func CountryKey(iso string) uint32 {
	if len(iso) == 2 && isCapital(iso[0]) && isCapital(iso[1]) {
		return uint32(iso[0])<<8 | uint32(iso[1])
	}
	return uint32(hash(iso)) | noCode
}

// noCode marks the key of a destination that is told by no code.
const noCode = 1 << 31

func isCapital(c byte) bool { return c >= 'A' && c <= 'Z' }
