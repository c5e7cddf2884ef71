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
		v := f.Value(slot)
		h.Int(slot)
		h.Int(int(v.State))
		h.Number(v.Num)
		h.Text(v.Text)
		h.Date(v.Date)
	}
}

// chipsAgainstOthers are the facts that weigh an order of advanced chips against
// orders of customers beyond its own group.
var chipsAgainstOthers = [...]field{fHistorySpike, fHistorySpikeGpus, fHistorySimilarStopped, fHistoryGoneQuiet, fHistoryKinOrders, fHistoryLikeOrders, fHistorySplitOrders, fHistorySplitValueUsd, fHistoryKinSplitOrders, fHistoryKinSplitLimit, fHistoryKinSplitCurrency, fHistoryKinSplitValueUsd, fHistoryHallGpus, fHistoryHallMw, fHistoryOtherHalf}

func (f *Facts) groundOthers(h *history.Hasher) {
	if f.dated {
		p := f.papersBefore()
		h.Int(p.Earlier)
		h.Flag(p.Advanced)
		h.Flag(p.EndUser)
		h.Flag(p.Dropped)
		h.Flag(p.Consignee)
		h.Flag(p.Destination)
		h.Word(uint64(p.Destined))
		h.Flag(p.Value)
		h.Flag(p.Pieces)
		h.Flag(p.Named)
		h.Flag(p.Price)
		h.Flag(p.Way)
		h.Flag(p.Serials)
		h.Flag(p.Origin)
		h.Flag(p.Paid)
		h.Flag(p.Model)
		h.Flag(p.Withdrawn)
		h.Flag(p.Numbered)
		h.Int(int(p.Visited))
		h.Int(p.Parted)
		h.Number(p.PaidOver)
		h.Number(p.PiecesOver)
		h.Flag(p.Taken)
		h.Flag(p.Weighed)
		h.Number(p.GPUs)
		h.Number(p.Kg)
		h.Number(p.MostKg)
		by := f.financedBy()
		h.Text(by.Name)
		h.Text(by.Country)
		h.Text(by.Paper)
		h.Text(f.get(fShipmentLentToRestricted).Text)
		h.Text(f.get(fHistoryRenamedGoods).Text)
		h.Number(f.get(fHistoryPriceRaised).Num)
		h.Text(f.get(fCustomerRefusedOn).Date.String())
		h.Text(f.get(fHistoryRefusedDeal).Text)
		h.Text(f.get(fHistoryRefusedKin).Text)
		h.Text(f.get(fHistoryCalledOffDeal).Text)
		h.Text(f.get(fHistoryCalledOffShared).Text)
		h.Number(f.get(fHistoryGuestOrders).Num)
		h.Number(f.get(fHistoryGuestPieces).Num)
		h.Text(f.get(fHistoryGuestDeal).Text)
		h.Number(f.get(fHistoryOwed).Num)
		h.Text(f.get(fHistoryGoneTo).Text)
		h.Text(f.get(fHistoryPartedDeal).Text)
		h.Number(f.get(fHistoryReceiverBuyers).Num)
		h.Number(f.get(fHistoryPayers).Num)
		h.Number(f.get(fHistoryReceiverAlike).Num)
		h.Number(f.get(fHistoryDoorAlike).Num)
		h.Text(f.get(fHistoryPermitOfAnother).Text)
		h.Text(f.get(fHistoryPermitResized).Text)
		h.Text(f.get(fHistoryPermitOfUser).Text)
		h.Text(f.get(fHistoryOffered).Text)
		h.Text(f.get(fHistorySameGoods).Text)
		h.Text(f.get(fHistoryLighter).Text)
		h.Flag(f.get(fHistorySameElsewhere).Bool())
		h.Flag(f.get(fHistorySameCheaper).Bool())
		h.Flag(f.get(fHistorySameStated).Bool())
	}
	if controlRank(f.allGoods().worst.Controlled) >= 2 {
		for _, x := range chipsAgainstOthers {
			v := f.Value(int(x))
			h.Int(int(v.State))
			h.Number(v.Num)
			h.Text(v.Text)
		}
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
		h.Text(f.serialSeen().Text)
		h.Text(f.serialOfAnother().Text)
		h.Text(f.serialServed().Text)
		h.Text(f.serialSoldAsOther().Text)
		h.Text(f.serialOfChips().Text)
		h.Text(f.serialOtherUser().Text)
		h.Text(f.serialOtherChip().Text)
		h.Text(f.serialSentElsewhere().Text)
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
