package facts

import (
	"testing"

	"redflag/data"
)

func TestASignOfTwoCurrenciesIsReadByTheOrder(t *testing.T) {
	iso := func(told string) string {
		return map[string]string{"Japan": "JP", "JP": "JP", "CN": "CN", "MY": "MY"}[told]
	}
	party := func(country, bank string) data.Party {
		return data.Party{Role: data.Purchaser, Customer: &data.Customer{Country: country, BankCountry: bank}}
	}
	for name, c := range map[string]struct {
		order      data.Shipment
		told, want string
	}{
		"a code":             {data.Shipment{PayerCountry: "CN"}, "JPY", "JPY"},
		"a payer of Japan":   {data.Shipment{PayerCountry: "Japan", DestinationCountry: "MY"}, "¥", "JPY"},
		"to China":           {data.Shipment{DestinationCountry: "CN"}, "￥", "CNY"},
		"a bank of China":    {data.Shipment{Parties: []data.Party{party("MY", "CN")}}, "¥", "CNY"},
		"Japan to China":     {data.Shipment{DestinationCountry: "CN", Parties: []data.Party{party("JP", "")}}, "¥", "¥"},
		"neither of the two": {data.Shipment{DestinationCountry: "MY", Parties: []data.Party{{}}}, "¥", "¥"},
	} {
		if got := CurrencyOf(&c.order, c.told, iso); got != c.want {
			t.Errorf("%s: %s is %s, want %s", name, c.told, got, c.want)
		}
	}
}
