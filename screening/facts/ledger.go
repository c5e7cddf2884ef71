package facts

import (
	"math"
	"strings"

	"redflag/data"
	"redflag/screening/rules"
)

// coolingFactor is what cooling and losses add to the power of the machines.
const coolingFactor = 1.3

// kwPerGPU is the power of one advanced chip with its share of the server, where
// the catalogue does not tell; an eight-chip server of 2023 takes 10.2 kW.
const kwPerGPU = 1.28

// yearDays are the days by which what a buyer takes in many small orders is counted, and
// borneDays those after which an order bears out what a buyer says of itself: goods that went
// elsewhere are heard of by then, or their machines are served.
const (
	yearDays  = 365
	borneDays = 182
)

// ledger counts the advanced chips of the whole group against its data centres.
func (f *Facts) ledger(x field, now rules.Value) rules.Value {
	members := f.src.Book.Group(f.customer)
	if x == fCustomerGroupSize {
		return num(float64(len(members)))
	}
	if now.State != data.Known {
		return rules.Value{State: now.State}
	}
	if x == fCustomerYearGpus {
		return num(f.gpusWith(now.Num, f.day-yearDays))
	}
	gpus := f.gpusWith(now.Num, math.MinInt32)
	if x == fCustomerGpuLedger {
		return num(gpus)
	}
	need := gpus * kwPerGPU * coolingFactor / 1000
	if x == fCustomerNeedMw {
		return num(math.Round(need*1000) / 1000)
	}
	mw := newTotal()
	told := map[string]bool{}
	for _, m := range members {
		// A hall that two firms of the group tell of has its power once.
		if v := f.siteMW(f.src.Book.Customer(m).Customer, told); v.State != data.NotTold {
			mw.add(v)
		}
	}
	v := mw.value()
	if v.State != data.Known {
		return v
	}
	if v.Num <= 0 {
		if need > 0 {
			return num(1000) // data centres of no power at all
		}
		return unknownValue()
	}
	return num(math.Round(need/v.Num*100) / 100)
}

// servedGPUs are the chips that service papers of the group count.
func (f *Facts) servedGPUs() rules.Value {
	if _, ok := f.before(); !ok {
		return rules.Value{}
	}
	n := f.src.Book.GroupBefore(f.customer, f.grain(), f.day).Served
	if f.sh != nil && f.act() == "service" {
		n = max(n, f.allGoods().gpus.Num)
	}
	n = max(n, f.runningGPUs())
	if n > 0 {
		return num(n)
	}
	return rules.Value{}
}

// gpusOfServer is how many chips a machine is taken to hold of which nothing but its number
// is told.
const gpusOfServer = 8

// runningGPUs are those of the machines that notes on the customers of the group tell to run.
func (f *Facts) runningGPUs() (most float64) {
	members := f.src.Book.Group(f.customer)
	for _, m := range members[:min(len(members), mostNoted)] {
		if c := f.src.Book.Customer(m).Customer; c.Notes != "" {
			most = max(most, gpusOfServer*f.src.Words.hosting.running(c.Notes))
		}
	}
	return most
}

// mostNoted bounds of how many customers of a group the notes are read.
const mostNoted = 16

// notedKW is the power that notes on the customer tell that it draws or has contracted.
func (f *Facts) notedKW() rules.Value {
	if f.cust == nil {
		return rules.Value{}
	}
	w := &f.src.Words.hosting
	if kw := w.powerBeside(f.cust.full().Notes, w.drawn); kw > 0 {
		return num(kw)
	}
	return rules.Value{}
}

// groupRacks adds up the racks of the halls of the group.
func (f *Facts) groupRacks() rules.Value {
	if !f.found {
		return rules.Value{}
	}
	racks, told := newTotal(), map[string]bool{}
	for _, m := range f.src.Book.Group(f.customer) {
		for _, s := range f.src.Book.Customer(m).Customer.Sites {
			key := strings.ToLower(strings.TrimSpace(s.Name))
			if k := strings.ToLower(s.Kind); k != "datacenter" && k != "" || key != "" && told[key] {
				continue
			}
			told[key] = true
			racks.add(numValue(s.Racks))
		}
	}
	return racks.value()
}
