package facts

import (
	"strings"
	"testing"

	"redflag/data"
)

func TestWhatALineSaysIsDone(t *testing.T) {
	w := words(t).acts
	for text, want := range map[string]string{
		"Maintenance contract, Atlas 900 cluster": "service",
		"Annual on-site maintenance, 12 nodes":    "service",
		"昇腾服务器维保":                                 "service",
		"Wartungsvertrag 24/7":                    "service",
		"Colocation, 4 racks, 60 kW":              "host",
		"Rack rental Q3":                          "host",
		"RMA: DGX fan tray":                       "return",
		"Sale and leaseback of 12 nodes":          "finance",
		"融资租赁":                                    "finance",
		"12 servers with 3 years maintenance":     "",
		"Supermicro SYS-821GE-TNHR":               "",
		"Cable, repaired":                         "",
		"":                                        "",
	} {
		if got := w.of(text); got != want {
			t.Errorf("%q says %q, want %q", text, got, want)
		}
	}
}

func TestWhatIsDoneByAPaperOfNoKind(t *testing.T) {
	f := New(&Sources{Words: words(t), Recognise: func(l *data.Line) *Good {
		if strings.Contains(l.Description, "H100") {
			return &Good{Good: data.Good{Controlled: data.ControlledYes}}
		}
		return nothing
	}}, nil)
	for _, c := range []struct {
		kind, grain, direction string
		lines                  []string
		want                   string
	}{
		{"", "", "", []string{"Maintenance contract"}, "service"},
		{"", "order_line", "", []string{"Colocation, 2 racks", "Colocation, remote hands"}, "host"},
		{"", "", "", []string{"Colocation, 2 racks", "Steel cabinets"}, "sell"},
		{"", "", "", []string{"Maintenance kit", "H100 NVL"}, "sell"},
		{"", "", "", []string{"Maintenance of H100"}, "sell"}, // machines may be billed so
		{"order", "", "", []string{"Maintenance contract"}, "sell"},
		{"", "declaration_line", "", []string{"Steel cabinets"}, "transport"},
		{"", "declaration_line", "in", []string{"Steel cabinets"}, "buy"},
		{"", "", "in", []string{"Steel cabinets"}, "buy"},
		{"", "", "", nil, "sell"},
	} {
		sh := &data.Shipment{DocType: c.kind, Grain: c.grain, Direction: c.direction}
		for _, d := range c.lines {
			sh.Lines = append(sh.Lines, data.Line{Description: d})
		}
		f.clear("", data.Origin{})
		f.sh = sh
		if got := f.act(); got != c.want {
			t.Errorf("%+v is %s", c, got)
		}
	}
}
