package store

import "redflag/data"

// Field numbers of evidence.
func putEvidence(w *writer, v *data.Evidence) {
	w.text(1, v.Field)
	w.text(2, v.Value)
	w.int(3, int64(v.Line))
	w.text(4, v.Record)
	w.text(5, v.File)
	w.int(6, int64(v.Row))
}

func getEvidence(c *cursor, v *data.Evidence) {
	for c.next() {
		switch c.num {
		case 1:
			v.Field = c.text()
		case 2:
			v.Value = c.text()
		case 3:
			v.Line = int(c.int())
		case 4:
			v.Record = c.text()
		case 5:
			v.File = c.text()
		case 6:
			v.Row = int(c.int())
		}
	}
}

// Field numbers of a clearance.
func putClearance(w *writer, v *data.Clearance) {
	w.text(1, v.Person)
	w.text(2, v.Reason)
	w.date(3, v.On)
	w.date(4, v.Until)
	w.text(5, v.Event)
	w.text(6, v.Condition)
}

func getClearance(c *cursor, v *data.Clearance) {
	for c.next() {
		switch c.num {
		case 1:
			v.Person = c.text()
		case 2:
			v.Reason = c.text()
		case 3:
			v.On = c.date()
		case 4:
			v.Until = c.date()
		case 5:
			v.Event = c.text()
		case 6:
			v.Condition = c.text()
		}
	}
}

// Field numbers of a finding.
func putFinding(w *writer, v *data.Finding) {
	w.text(1, v.Rule)
	w.int(2, int64(v.Version))
	w.text(3, string(v.Kind))
	w.text(4, v.Pattern)
	w.int(5, int64(v.Points))
	w.bool(6, v.Decisive)
	w.bool(7, v.Pending)
	w.text(8, v.Title)
	w.text(9, v.Says)
	for i := range v.Evidence {
		at := w.open(10)
		putEvidence(w, &v.Evidence[i])
		w.close(at)
	}
	w.texts(11, v.Cites)
	w.text(12, v.Basis)
	w.texts(13, v.Asks)
	if v.Cleared != nil {
		at := w.open(14)
		putClearance(w, v.Cleared)
		w.close(at)
	}
}

func getFinding(c *cursor, v *data.Finding) {
	for c.next() {
		switch c.num {
		case 1:
			v.Rule = c.text()
		case 2:
			v.Version = int(c.int())
		case 3:
			v.Kind = data.FindingKind(c.text())
		case 4:
			v.Pattern = c.text()
		case 5:
			v.Points = int(c.int())
		case 6:
			v.Decisive = c.bool()
		case 7:
			v.Pending = c.bool()
		case 8:
			v.Title = c.text()
		case 9:
			v.Says = c.text()
		case 10:
			in := c.inner()
			v.Evidence = append(v.Evidence, data.Evidence{})
			getEvidence(&in, &v.Evidence[len(v.Evidence)-1])
			c.join(&in)
		case 11:
			v.Cites = append(v.Cites, c.text())
		case 12:
			v.Basis = c.text()
		case 13:
			v.Asks = append(v.Asks, c.text())
		case 14:
			in := c.inner()
			v.Cleared = &data.Clearance{}
			getClearance(&in, v.Cleared)
			c.join(&in)
		}
	}
}

// Field numbers of a near miss.
func putNearMiss(w *writer, v *data.NearMiss) {
	w.text(1, v.Rule)
	w.text(2, v.Title)
	w.texts(3, v.Missing)
	w.text(4, v.Why)
}

func getNearMiss(c *cursor, v *data.NearMiss) {
	for c.next() {
		switch c.num {
		case 1:
			v.Rule = c.text()
		case 2:
			v.Title = c.text()
		case 3:
			v.Missing = append(v.Missing, c.text())
		case 4:
			v.Why = c.text()
		}
	}
}

// Field numbers of a light.
func putLight(w *writer, v *data.Light) {
	w.text(1, v.Is)
	w.text(2, v.Why)
	w.text(3, v.List)
	w.date(4, v.LawDate)
	for i := range v.Hits {
		at := w.open(5)
		w.text(1, v.Hits[i].Party)
		w.text(2, v.Hits[i].Entry)
		w.close(at)
	}
}

func getHeld(c *cursor, v *data.Held) {
	for c.next() {
		switch c.num {
		case 1:
			v.Party = c.text()
		case 2:
			v.Entry = c.text()
		}
	}
}

func getLight(c *cursor, v *data.Light) {
	for c.next() {
		switch c.num {
		case 1:
			v.Is = c.text()
		case 2:
			v.Why = c.text()
		case 3:
			v.List = c.text()
		case 4:
			v.LawDate = c.date()
		case 5:
			var h data.Held
			in := c.inner()
			getHeld(&in, &h)
			c.join(&in)
			v.Hits = append(v.Hits, h)
		}
	}
}

// Field numbers of the four lights.
func putLights(w *writer, v *data.Lights) {
	at1 := w.open(1)
	putLight(w, &v.Listed)
	w.close(at1)
	at2 := w.open(2)
	putLight(w, &v.Headquarters)
	w.close(at2)
	at3 := w.open(3)
	putLight(w, &v.Ownership)
	w.close(at3)
	at4 := w.open(4)
	putLight(w, &v.Destination)
	w.close(at4)
}

func getLights(c *cursor, v *data.Lights) {
	for c.next() {
		switch c.num {
		case 1:
			in := c.inner()
			getLight(&in, &v.Listed)
			c.join(&in)
		case 2:
			in := c.inner()
			getLight(&in, &v.Headquarters)
			c.join(&in)
		case 3:
			in := c.inner()
			getLight(&in, &v.Ownership)
			c.join(&in)
		case 4:
			in := c.inner()
			getLight(&in, &v.Destination)
			c.join(&in)
		}
	}
}

// Field numbers of a good.
func putGood(w *writer, v *data.Good) {
	w.int(1, int64(v.Line))
	w.text(2, v.Model)
	w.text(3, v.Maker)
	w.text(4, string(v.Controlled))
	w.text(5, v.Bucket)
	w.text(6, v.TPP)
	w.text(7, v.PD)
	w.float(8, v.GPUs)
	w.text(9, v.Why)
	w.text(10, v.Basis)
}

func getGood(c *cursor, v *data.Good) {
	for c.next() {
		switch c.num {
		case 1:
			v.Line = int(c.int())
		case 2:
			v.Model = c.text()
		case 3:
			v.Maker = c.text()
		case 4:
			v.Controlled = data.Controlled(c.text())
		case 5:
			v.Bucket = c.text()
		case 6:
			v.TPP = c.text()
		case 7:
			v.PD = c.text()
		case 8:
			v.GPUs = c.float()
		case 9:
			v.Why = c.text()
		case 10:
			v.Basis = c.text()
		}
	}
}

// Field numbers of a verdict. Its stamp stands once with the screen. What is often
// the same for many verdicts is written apart, so that a block holds it once.
func putVerdictOwn(w *writer, v *data.Verdict) {
	w.text(1, v.Shipment)
	w.text(2, v.Customer)
	w.uint(3, uint64(v.Level))
	w.int(4, int64(v.Score))
	w.date(5, v.AsOf)
	w.date(6, v.LawDate)
	w.text(7, v.Regime)
	for i := range v.Findings {
		at := w.open(9)
		putFinding(w, &v.Findings[i])
		w.close(at)
	}
}

func putVerdictLights(w *writer, v *data.Verdict) {
	at := w.open(8)
	putLights(w, &v.Lights)
	w.close(at)
}

func putVerdictNear(w *writer, v *data.NearMiss) {
	at := w.open(10)
	putNearMiss(w, v)
	w.close(at)
}

func putVerdictGoods(w *writer, v *data.Verdict) {
	for i := range v.Goods {
		at := w.open(11)
		putGood(w, &v.Goods[i])
		w.close(at)
	}
}

func getVerdict(c *cursor, v *data.Verdict) {
	for c.next() {
		switch c.num {
		case 1:
			v.Shipment = c.text()
		case 2:
			v.Customer = c.text()
		case 3:
			v.Level = data.Level(c.uint())
		case 4:
			v.Score = int(c.int())
		case 5:
			v.AsOf = c.date()
		case 6:
			v.LawDate = c.date()
		case 7:
			v.Regime = c.text()
		case 8:
			in := c.inner()
			getLights(&in, &v.Lights)
			c.join(&in)
		case 9:
			in := c.inner()
			v.Findings = append(v.Findings, data.Finding{})
			getFinding(&in, &v.Findings[len(v.Findings)-1])
			c.join(&in)
		case 10:
			in := c.inner()
			v.Near = append(v.Near, &data.NearMiss{})
			getNearMiss(&in, v.Near[len(v.Near)-1])
			c.join(&in)
		case 11:
			in := c.inner()
			v.Goods = append(v.Goods, data.Good{})
			getGood(&in, &v.Goods[len(v.Goods)-1])
			c.join(&in)
		}
	}
}

// Field numbers of a queue row. Its id and status stand in columns.
func putQueueRow(w *writer, v *data.QueueRow) {
	w.text(1, v.Shipment)
	w.text(2, v.Customer)
	w.text(3, v.Name)
	w.uint(4, uint64(v.Level))
	w.int(5, int64(v.Score))
	w.date(6, v.Date)
	w.text(7, v.Dest)
	w.text(8, v.Order)
	w.text(9, v.Goods)
	w.text(10, v.Patterns)
	w.text(11, v.Top)
	w.text(12, v.Case)
}

func getQueueRow(c *cursor, v *data.QueueRow) {
	for c.next() {
		switch c.num {
		case 1:
			v.Shipment = c.text()
		case 2:
			v.Customer = c.text()
		case 3:
			v.Name = c.text()
		case 4:
			v.Level = data.Level(c.uint())
		case 5:
			v.Score = int(c.int())
		case 6:
			v.Date = c.date()
		case 7:
			v.Dest = c.text()
		case 8:
			v.Order = c.text()
		case 9:
			v.Goods = c.text()
		case 10:
			v.Patterns = c.text()
		case 11:
			v.Top = c.text()
		case 12:
			v.Case = c.text()
		}
	}
}
