package facts

import (
	"encoding/json"
	"math"
	"strings"

	"redflag/data"
	"redflag/screening/history"
)

// Grounds is a hash over all that the verdict on what is at hand rests on: seed
// for what it shares with every other, then its own record, its parties with what
// lists, holdings and people say of them, those facts of its customer's past that a
// rule may read of it, and what the rest of the book answers about it. While it is the
// same, so is the verdict. It may change where the verdict does not; that costs a
// judgement and nothing else.
func (f *Facts) Grounds(seed []byte, past []string) uint64 {
	h := &f.grounds
	h.Reset(seed)
	h.Date(f.law)
	h.Texts([]string{f.record.Source, string(f.record.Kind), f.record.ID})
	h.Word(uint64(f.origin.Version))
	h.Text(f.how)
	h.Flag(f.found)
	if f.found {
		day := f.day
		if !f.dated {
			day = math.MaxInt32
		}
		f.src.Book.Grounds(h, f.customer)
		f.groundPast(h, past, day)
		h.Version(f.src.Book.Customer(f.customer))
	}
	h.Int(len(f.parties))
	for i := range f.parties {
		h.Word(f.parties[i].grounds)
	}
	if f.sh != nil {
		f.groundOthers(h)
	} else if f.src.AsOf.State() == data.Known {
		h.Date(f.src.AsOf) // a customer alone is judged as of that day
	}
	return h.Sum()
}

// fewOfPast is how many facts of the past are asked one by one. Where more are read all
// orders before count, which is the same for most.
const fewOfPast = 6

func (f *Facts) groundPast(h *history.Hasher, past []string, day int32) {
	h.Int(len(past))
	if len(past) > fewOfPast {
		f.src.Book.GroundsBefore(h, f.customer, day)
		return
	}
	for _, name := range past {
		slot := f.slots[name]
		h.Int(slot)
		f.ground(h, []field{field(slot)})
	}
}

// chipsAgainstOthers are the facts that weigh an order of advanced chips against
// orders of customers beyond its own group.
var chipsAgainstOthers = [...]field{fHistorySpike, fHistorySpikeGpus, fHistorySimilarStopped, fHistoryGoneQuiet, fHistoryKinOrders, fHistoryLikeOrders, fHistorySplitOrders, fHistorySplitValueUsd, fHistoryKinSplitOrders, fHistoryKinSplitLimit, fHistoryKinSplitCurrency, fHistoryKinSplitValueUsd, fHistoryHallGpus, fHistoryHallMw, fHistoryOtherHalf}

// besideOthers are the facts that hold a shipment against others, and ofSerials those that hold
// its serial numbers against theirs.
var (
	besideOthers = [...]field{fShipmentLentToRestricted, fHistoryRenamedGoods, fHistoryPriceRaised, fCustomerRefusedOn, fHistoryRefusedDeal, fHistoryRefusedKin, fHistoryCalledOffDeal, fHistoryCalledOffShared, fHistoryGuestOrders, fHistoryGuestPieces, fHistoryGuestDeal, fHistoryOwed, fHistoryGoneTo, fHistoryPartedDeal, fHistoryReceiverBuyers, fHistoryPayers, fHistoryReceiverAlike, fHistoryDoorAlike, fHistoryPermitOfAnother, fHistoryPermitResized, fHistoryPermitOfUser, fHistoryOffered, fHistoryBilledToAnother, fHistorySameGoods, fHistoryLighter, fHistorySameElsewhere, fHistorySameCheaper, fHistorySameStated}
	ofSerials    = [...]field{fGoodsSerialSeen, fGoodsSerialOfAnother, fGoodsSerialServed, fGoodsSerialSoldAsOther, fGoodsSerialOfChips, fGoodsSerialOtherUser, fGoodsSerialOtherChip, fGoodsSerialSentElsewhere, fGoodsSerialNeverSent, fGoodsSerialBack, fGoodsSerialTwoPlaces, fGoodsSerialElsewhere}
)

func (f *Facts) ground(h *history.Hasher, facts []field) {
	for _, x := range facts {
		v := f.Value(int(x))
		h.Int(int(v.State))
		h.Number(v.Num)
		h.Text(v.Text)
		h.Date(v.Date)
	}
}

func (f *Facts) groundOthers(h *history.Hasher) {
	if f.dated {
		if p := f.papersBefore(); p.Earlier > 0 || p.Parted > 0 {
			h.Fields(p)
		}
		by := f.financedBy()
		h.Text(by.Name)
		h.Text(by.Country)
		h.Text(by.Paper)
		f.ground(h, besideOthers[:])
	}
	if controlRank(f.allGoods().worst.Controlled) >= 2 {
		f.ground(h, chipsAgainstOthers[:])
		for _, x := range f.directorHits() {
			groundHit(h, &x)
		}
	}
	f.groundMentions(h)
	h.Version(f.stoppedNamed().rec)
	for i := range f.lines {
		l := &f.lines[i]
		if l.good.Model != "" && controlRank(l.good.Controlled) >= 2 {
			for _, fewest := range [...]int{history.FewestPrices, history.FewPrices} {
				v := f.vsMarket(l, fewest)
				h.Int(int(v.State))
				h.Number(v.Num)
			}
		}
	}
	for range history.Serials(f.sh) {
		f.ground(h, ofSerials[:])
		break
	}
	h.Text(f.payerGroup())
}

// payerGroup names the group of the customer that the header's payer is, or is "".
func (f *Facts) payerGroup() string {
	if f.sh.Payer == "" {
		return ""
	}
	if c := f.cust; c != nil && c.source == f.source && c.c.Name == f.sh.Payer {
		return c.group
	}
	if f.payersIn != f.source {
		clear(f.payers) // a name means who bears it in the source that tells it
		f.payersIn = f.source
	}
	g, ok := f.payers[f.sh.Payer]
	if !ok {
		if i, _, found := f.src.Book.Resolve(f.sh.Payer, f.source, ""); found {
			g = f.src.Book.GroupKey(i)
		}
		if len(f.payers) < mostRemembered {
			f.payers[strings.Clone(f.sh.Payer)] = g // not the whole record with it
		}
	}
	return g
}

// ground works out what a profile adds to the grounds of each verdict that reads it.
// What follows from the party as told is in its record already.
func (s *Sources) ground(p *profile) uint64 {
	var h history.Hasher
	h.Version(p.rec)
	h.Text(p.how)
	h.Flag(p.judged)
	if p.idx >= 0 {
		h.Text(s.Book.GroupKey(p.idx))
	}
	h.Int(len(p.hits))
	for i := range p.hits {
		groundHit(&h, &p.hits[i])
	}
	h.Int(len(p.owners))
	for i := range p.owners {
		o := &p.owners[i]
		h.Text(o.name)
		h.Text(o.country.text)
		h.Text(o.direct.String())
		h.Int(o.via)
		h.Text(o.field)
		h.Version(o.rec)
		h.Int(len(o.hits))
		for k := range o.hits {
			groundHit(&h, &o.hits[k])
		}
		h.Int(len(o.cleared))
		for k := range o.cleared {
			groundHit(&h, &o.cleared[k])
		}
	}
	h.Int(len(p.records))
	for _, r := range p.records {
		h.Version(r)
	}
	h.Int(len(p.mentions))
	for i := range p.mentions {
		h.Text(p.mentions[i].name)
		groundHit(&h, &p.mentions[i].hit)
	}
	h.Flag(p.locally)
	h.Text(p.brand)
	h.Flag(p.circle)
	h.Flag(p.nameless)
	h.Int(p.shared.Address)
	h.Int(p.shared.Phone)
	h.Int(p.shared.Director)
	h.Int(p.shared.Floor)
	h.Text(p.tie.With)
	h.Text(p.tie.By)
	h.Text(p.tie.Door)
	h.Text(p.tie.Site)
	h.Text(p.others)
	h.Text(p.alike)
	h.Version(p.stoppedWith)
	h.Int(int(p.stoppedSince))
	h.Version(p.namesake)
	h.Int(int(p.namesakeFrom))
	h.Version(p.listedAt)
	h.Version(p.forwarderAt)
	h.Version(p.mailOf)
	h.Version(p.numberOf)
	groundJudgement(&h, p.verified)
	groundJudgement(&h, p.stopped)
	return h.Sum()
}

func groundHit(h *history.Hasher, x *hit) {
	groundJSON(h, &x.NameHit)
	h.Flag(x.sure)
	h.Text(x.class)
	h.Text(x.owner)
	h.Text(x.director)
	h.Text(x.mention)
	h.Int(x.tenants)
	h.Flag(x.damped)
	groundJudgement(h, x.cleared)
	if h.Flag(x.lapsed != nil); x.lapsed != nil {
		groundJudgement(h, &x.lapsed.Judgement)
		h.Text(x.lapsed.why)
	}
}

func groundJudgement(h *history.Hasher, j *data.Judgement) {
	if h.Flag(j != nil); j != nil {
		groundJSON(h, j)
	}
}

// groundJSON takes a value with all its fields, those to come among them.
func groundJSON(h *history.Hasher, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		b = []byte(err.Error()) // texts, numbers and dates of our own all encode
	}
	h.Text(string(b))
}
