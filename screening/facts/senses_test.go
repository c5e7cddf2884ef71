package facts

import (
	"slices"
	"strings"
	"testing"

	"redflag/screening/match"
	"redflag/screening/phrases"
	"redflag/screening/rules"
	"redflag/screening/yamldoc"
)

func TestWhatTextsMean(t *testing.T) {
	w := words(t)
	for theme, texts := range map[string][]string{
		"relabel":             {"boxes rebranded at the forwarder", "ship without manufacturer markings", "remove, at the buyer's cost, all labels", "Customer asked to remove NVIDIA labels and apply its own", "warehouse: take off green stickers and heatsink marking", "whse to peel the NVIDIA logo", "Aufkleber bitte abziehen", "Herstellerlogo überkleben", "把标签撕掉再发", "把標籤撕掉", "メーカーのシールを剥がして出荷", "наклейки снять", "put our own stickers on"},
		"until_sold":          {"End customer not told yet, goes to stock", "nama pemenang belum diketahui", "店名暂未定，先发总仓", "Пока не решили, кто возьмёт, везём на центральный склад"},
		"against_theft":       {"neutral box (porch theft)", "Karton ohne Aufdruck, im Haus wird geklaut, neutrale Verpackung", "外箱别写店名，老丢件"},
		"neutral_packing":     {"外箱不要写最终用户", "plain brown carton pls", "Versand in neutralem Karton", "用中性的外箱", "無地の段ボールで"},
		"scrap_serials":       {"Do not put S/N on PL", "grind the serial number", "Seriennummern unkenntlich machen", "把序列号刮掉", "シリアルを削ってほしい", "don't list SNs on the invoice"},
		"serial_odd":          {"serials swapped between two machines", "Serial numbers were found altered at inspection", "3 of 6 S/N belong to units we sold to another account", "serials do not match our delivery", "Seriennummer stimmt nicht überein", "序列号与出货记录不符", "シリアルが一致しない", "one S/N appears twice"},
		"false_paper":         {"EUC dated 3 Jun 2024 i.e. before buyer existed", "Stamp has other spelling than letterhead", "Ministry switchboard does not know signatory", "signature looks photoshopped", "Endverbleibserklärung offenbar gefälscht", "公章是假的", "社印が登記簿と異なる", "печать поддельная", "the ministry has no record of the certificate"},
		"conceal_destination": {"asked not to print invoice w/ model", "do not show the destination on the documents", "Bestimmungsland nicht auf den Papieren angeben", "型号不要写在发票上", "仕向地は書類に記載しないこと"},
		"conceal_end_user":    {"клиент: конечный получатель завод, в документах не указывать", "end customer must not appear anywhere", "Endkunde darf nicht erscheinen", "最终用户不要写", "エンドユーザーは記載不可"},
		"china_user":          {"Final customer is a Chinese AI company", "エンド顧客は深圳の大手クラウド事業者", "real customer sits in Hangzhou", "tenants are PRC companies", "Endkunde in Shenzhen", "终端客户在上海", "cust is a Shenzhen AI lab", "конечный пользователь в Китае"},
		"russia_user":         {"конечный получатель Омское приборное производство (РФ)", "final user is in Novosibirsk", "goes on to Moscow by truck", "最終需要者はモスクワ", "最终用户是俄罗斯企业"},
		"route_china":         {"Please ship to the Hong Kong warehouse first", "flight SIN-SZX tmr morning", "then truck to Shenzhen", "will be moved to HK after two weeks", "wird nach Hongkong weitergeleitet", "到货后转运深圳", "香港へ転送", "bound for mainland"},
		"proxy_payment":       {"they paid too much and want the difference sent to another company", "多付的部分转到另一家公司", "Payment received from a Chinese company in Hong Kong", "TT came from a HK account", "paid by an affiliate", "money arrived from three accounts", "Zahlung kam von einem Privatkonto", "货款由另一家付", "別会社から入金", "оплата от третьих лиц", "wire from Guangzhou"},
		"hand_carry":          {"hidden among live lobsters", "the cards went over as her personal effects", "six boards in the trolley", "two boards on his belly", "cards in a fake pregnant belly", "in a backpack", "手荷物で持ち帰る", "strapped to his body", "Courier will carry the GPUs in suitcases", "fits 28\" suitcase", "wants to take them as cabin baggage", "im Koffer mitnehmen", "放行李箱带走", "スーツケースで持ち帰る", "в багаже"},
		"open_access":         {"logins are given out by a middleman", "账号由中介发", "venden las horas y nadie sabe quién entra"},
		"refusal":             {"N/A in every box of the form, owners included", "调查表所有栏目都填无", "We asked for the tenants; order withdrawn next day without answer", "Fotos angefordert im März, dann nichts mehr", "要了序列号清单, 后来没下文", "Wir haben nach dem Mieter gefragt, Bestellung zurückgezogen ohne Antwort", "EVE angefordert 3x, k. Antw.", "EVE fehlt trotz 3x Anmahnung", "EUC chased 4 times, nothing back", "tanya site letak mana x jawab", "borang EUC x nak isi", "pengguna akhir tak nak bagitahu", "preguntamos por el usuario final, no contesta", "reluctant to disclose who its customers are", "failed to answer the questionnaire", "avoided saying who the user is", "could not give the delivery address", "did not answer on its ownership", "End user declined to provide the installation site address", "社名は開示不可とのこと", "ownership chart asked 2x, not received", "end customer under NDA", "will not say: tenant list confidential", "Aufstellort wird verweigert", "最终客户不便透露", "questionnaire never answered", "Fragebogen trotz Nachfrage unbeantwortet", "назначение не сообщают"},
		"remote_access":       {"用途はリモートでのモデル学習", "training over VPN", "GPU cluster is rented to third parties: leases compute", "Rechenleistung wird vermietet", "算力出租给客户", "remote login for model training from abroad"},
		"staging":             {"Racks were not powered and the hall was leased for the inspection", "racks moved in the day before the audit", "hall rented for the inspection", "核查时摆的是空机箱", "監査の時は通電していない", "Server nur aufgebaut für die Besichtigung"},
		"adverse_check":       {"statement of 2024 turned out to be forged", "returned: no such company at the address", "site visit: nobody there", "PSV refused by buyer", "end-use check could not be completed", "Vor-Ort-Kontrolle verweigert", "现场没看到服务器, 核查不让进", "前回の注文は輸出許可が却下", "last licence application was returned without action", "現地確認を拒否された"},
		"user_not_found":      {"company not found in registry", "phone number is disconnected", "Adresse existiert nicht", "电话打不通", "所在地に会社は存在しない", "address is a car park", "address turns out to be a noodle shop", "plot number given is an empty field", "по адресу офис не найден"},
		"idle_goods":          {"Site visit 09/2024: pallets still in shrink wrap", "first batch is still in boxes", "Ware noch originalverpackt", "上批货还在仓库", "まだ未開封"},
		"user_changed":        {"real end user is somebody else", "a different end user stands on the PO", "Sales asks to replace the end user after approval", "end user now another firm, changed yesterday", "Endkunde wurde ersetzt", "最终用户改为另一公司", "エンドユーザーが変更になった", "конечный получатель изменён"},
		"change_delivery":     {"地址刪, 改自提", "statt Lieferung Abholung durch Spedition des Kunden", "term now EXW, buyer sends his own truck", "引取に変更", "теперь самовывоз", "address changed after approval", "Delivery address changed to a warehouse in Johor two days before shipping", "ship-to amended 15.11 on buyer's mail", "cnee chgd", "Lieferanschrift geändert", "收货地址改为香港", "納品先を変更", "destination switched to Johor"},
		"declared_as":         {"goods were misdeclared at the border", "Products described as computer accessories on the customs form", "Rechnung auf Wunsch des Kunden als Schrott", "call it spare parts on the form", "报关写成电脑配件", "インボイスにサンプルとして記載, 申告は部品", "оформить как запчасти"},
		"split":               {"split into five parcels", "Same order split in four invoices under USD 50,000", "keep each invoice under the limit", "order in several POs below 250k", "Bestellung aufgeteilt, Rechnung je unter der Freigabegrenze", "分成几张合同，每张低于限额, 拆成多张发票低于额度", "承認額未満に分割"},
		"dummy":               {"dummies were in the racks", "the two operators were hired for the day", "Schild an der Tür, Kleber noch feucht", "现场的人是请来的群演"},
		"handed_on":           {"No import entry on arrival, the broker opened a new T1 for the border", "nicht in den freien Verkehr, sondern wieder Versandverfahren", "货到后不办进口，直接转关"},
		"at_home":             {"Residential delivery surcharge", "Zusteller: bei Familie klingeln, Hund im Garten", "送货: 院子里有狗，孩子放学后再来"},
		"just_started":        {"out of stealth in March, seed round closed", "noch ohne Umsatz, frisch gegründet", "刚成立，种子轮刚到账"},
		"different_name":      {"发票抬头是另一家外贸公司", "Invoice to be made out to a different company", "keep our trade name on all papers, the real name gives trouble", "发票用商号，真名另告"},
		"straw":               {"buying as an agent for a firm abroad", "acts as front", "they bought it for a client abroad", "orders on behalf of an investor", "kauft im Auftrag eines Dritten", "替朋友买的", "頼まれて購入"},
		"any_price":           {"no discount asked, wants it this week", "客户不还价", "Cust pays any price if ETD <= 13 May", "zahlt das Doppelte", "价格不是问题", "価格は問わない"},
		"decline_service":     {"turned down our audit request", "Customer rejected on-site installation and training", "No install, no support contract wanted", "installation not required", "Wartung nicht gewünscht", "不需要安装调试", "設置作業は不要"},
		"rush_before_rule":    {"Customer wants everything before the new export restrictions", "must leave before the controls take effect", "alles vor den neuen Ausfuhrregeln", "必须赶在新规之前发货"},
		"parts_breakdown":     {"Chips to be removed from servers and shipped separately", "GPU-Karten ausbauen und getrennt versenden", "把显卡从服务器里拆出来"},
		"throwaway_die":       {"logic die need not be functional, no electrical test", "HBM on low-temp solder, removable", "Logikchip nicht funktionsfähig", "逻辑芯片无需功能, 易拆"},
		"prc_act":             {"Maintenance of the Ascend cluster is part of the deal", "Wartung der Ascend-Server", "昇腾集群维保三年"},
		"prc_named_act":       {"24 months maintenance of the Ascend 910B cluster", "Inbetriebnahme von 12 Atlas 800T A2", "昇腾910B 维保", "CloudMatrix 384 hosting for a tenant", "Storage of 64 Ascend 910B cards in our warehouse", "We forward 20 crates of Ascend 910C to Dubai", "Loan secured on the Ascend 910B cluster", "承运 昇腾910B 20箱", "Перевозка 20 Ascend 910B"},
	} {
		for _, text := range texts {
			var got []string
			for _, p := range w.Phrases(text) {
				got = append(got, p.Theme)
				if p.Excerpt == "" || !strings.Contains(p.Excerpt, p.Text) {
					t.Errorf("%q: excerpt %q lacks %q", text, p.Excerpt, p.Text)
				}
			}
			if !slices.Contains(got, theme) {
				t.Errorf("%q means %v, not %s", text, got, theme)
			}
		}
	}
}

// Honest notes, denials and policies mean nothing.
func TestWhatTextsDoNotMean(t *testing.T) {
	w := words(t)
	for _, text := range []string{
		"Keine Umetikettierung, keine Lieferung nach China, Kunde bestätigt Verbleib in AT.",
		"Do not remove labels or stickers", "labels were not removed", "Please keep serial numbers on the packing list",
		"Shipping labels attached, pallets wrapped", "Serial no. 1234 to 1240 on packing list", "Customer confirms no users in China",
		"no users headquartered in China", "end user confirmed: not for Russia", "Payment by wire from the buyer's own account, no third party",
		"Flown with China Airlines via Taipei", "GPUs packed in anti-static bags", "EUC received, stamp and signature checked",
		"EUC not yet received", "Site visit went well, 64 racks running", "site visit planned for May", "Installation and training booked",
		"Delivery address as in the contract", "Do not show prices on the packing list", "Chinese New Year: factory closed until 17 Feb",
		"remote hands included", "remote management card iDRAC", "Please invoice per delivery", "credit limit checked, ok",
		"customer service phone number on request", "made in China, shipped from Shenzhen factory", "user manual in Chinese",
		"最终用户声明已收到", "标签完好", "不要撕标签", "ラベルは剥がさないこと", "エンドユーザー: 国内の大学", "最終需要者の誓約書受領済み",
		"Endverbleibserklärung liegt vor", "Lieferung frei Haus, Aufstellung durch uns", "our policy: relabelling and neutral boxes are forbidden",
		"rack labels by customer, cable labels included", "partial shipments allowed", "customer asked for two invoices",
		"Liefertermin geändert auf KW 14", "no price increase", "trainees visit on Friday", "sn",
		"Cust visited factory 3 Apr, all good", "Audit passed, report on file", "site survey done: 3 MW, CDU installed, fibre in place", "flight delayed by one day, new ETA 14.5.",
		"please send invoice to AP dept", "Payment terms net 30, LC at sight confirmed by HSBC", "customer's own forwarder collects, FCA", "hold for credit release", "credit hold lifted, deposit received",
		"price as per frame contract, 3 % discount", "case no. 48812 opened with support", "in case of questions call Ms Berg", "packed in 12 crates, shock indicators on", "serials to follow with ASN",
		"replacement under warranty, old unit returned", "Typenschild prüfen, CE-Kennzeichnung vorhanden", "Lieferung an Rampe 4, Stapler vorhanden", "Rechnung an Zentrale in München, Ware an Werk Leipzig", "Kunde wünscht Teillieferungen",
		"Bitte Seriennummern vorab per Mail", "Besichtigung des Rechenzentrums am 12.6. mit dem Kunden", "请提前通知送货时间", "客户自提，凭身份证", "发票开增值税专票", "机房已验收，电力充足", "序列号已登记", "仓库周末不收货",
		"納品は平日午前のみ", "検収後月末払い", "設置は8月予定", "シリアル一覧は別送", "оплата по счёту, 100% предоплата от покупателя", "доставка до склада покупателя", "end user: hospital radiology dept, see contract",
		"EUC signed by CIO and stamped", "certificate of origin needed", "visit of the CEO planned, please book room", "customer changed PO number, see attached", "new contact person from June", "two pallets, gross weight 410 kg",
		"Our policy: must not happen, final customer is a Chinese AI company", "Our policy: must not happen, please ship to the Hong Kong warehouse first", "Our policy: must not happen, chips to be removed from servers",
		"Our policy: must not happen, products described as computer accessories", "Customer did not decline the installation visit", "End user gave the installation site address", "Serial numbers were scanned at inspection",
		"Customer wants everything by Friday", "photos asked on 3 May, came on 5 May, all agree", "order withdrawn by customer, budget cut", "accounts audited by their bank", "no hours sold, accounts for own staff alone", "Buyer is purchasing for its own hall", "Chips are cooled by liquid", "Products described by model on the customs form", "End user confirmed by phone", "Rack layout sent with the order",
		"Selbstabholer wie immer, Ausweis liegt vor", "EVE angefordert am 3.2., liegt vor", "borang EUC dah isi, cop ada", "EUC chased once, came on 4 May", "dah tanya, site di hall B rack 4", "usuario final confirmado por correo", "customer collects as always, EXW",
		"invoice address as before", "HBM tested, all stacks pass", "logic die tested at wafer level", "delivery without label printer", "no pallets without labels please, no loose boxes", "covered by the brand's warranty", "could not give a date", "did not answer the phone at noon", "split into racks by the integrator? no, one rack", "hidden costs: none", "Straps and pallets returned", "tenant fit-out complete", "users trained in June", "support contract renewed", "No partial delivery, no substitution without approval", "Remote site in the Highlands, 4x4 access only", "shipment insured", "Export licence not required per BAFA ruling", "bank holiday on Monday",
		"server lift trolley with battery, 2 pcs", "Belly cargo with Lufthansa, no freighter", "Messgerät mit Koffer und Netzteil", "backpack PC for VR training", "pregnancy ultrasound probe",
		"for the airport's baggage sorting hall", "手荷物検査装置用のGPU", "拉杆箱生产线视觉检测", "free backpack with each laptop", "valise de transport pour oscilloscope",
		"since their rebrand in May", "returned unopened, wrong colour", "serial number plate hard to read, photo attached", "please remove the old stickers from the returned cases", "alte Aufkleber bitte abmachen", "旧标签请撕掉，展会用的", "NVIDIA L4 24GB PCIe low profile", "low-profile bracket included", "unload after hours, gate 4", "officially opened in May",
		"export office: not listed (Nullbescheid on file)", "77 GHz car radar perception", "车载毫米波雷达训练", "projet 'Fusion' = plasma tokamak, pas militaire", "proyecto civil, no militar", "не военное применение", "非军用",
		"Used household goods and personal effects, 84 cartons", "removal of household goods, personal effects, one desktop PC",
		"PLC CPU, redundant: unit tripped, plant down", "发票抬头用英文，税号见附件", "抬头写学校全称，增值税专票", "周末仓库没人，请周一送", "nobody at the warehouse on Fridays", "dummy wafers for handler set-up", "dummy blanks for unused slots",
		"chamber swap on Sunday, visitor badges for two", "plant 2, gate C, address as before", "the firm was founded by his daughter, same shop, same people", "address field was cut to 35 characters",
		"lift of the military museum, civil contractor", "part le jour de la sortie", "final inspection failed: two solder bridges, reworked", "third party insurance pays the repair", "brand new hall, no sign yet",
		"阻塞在信用额度，财务已放行", "Don't tell the team, the chairs are a surprise for the anniversary", "Forwarder shows as notify on the B/L as always", "電話で確認済み、納期回答あり",
		"Goods go to the floor of the grain exchange, badge desk knows", "warehouse asks: serial numbers visible on each box", "Russian-language speech model",
		"T1 from Rotterdam closed, released for free circulation, VAT paid", "transit visa for the engineer", "the form has n/a only in the boxes on aircraft parts", "question 12 n/a, all fields else filled in", "excess went back to the same account", "refund of the deposit to the buyer", "forklift hired for the day", "no residential streets on the way, dock 3",
		"second round of tests closed", "split delivery by rack row ok", "PO amended: qty 8 to 10", "parent company guarantee on file", "insurance by owner", "consignee closed on Sundays", "order confirmed by phone with the buyer",
	} {
		if got := w.Phrases(text); len(got) > 0 {
			t.Errorf("%q means %+v", text, got)
		}
	}
}

// What was refused and then made good is over; what was made good once and is refused now is not.
func TestAVisitThatWasMadeAfterAllIsNotRefused(t *testing.T) {
	w := words(t)
	for text, refused := range map[string]bool{
		"Site visit was put off twice because of builders. Visited 11 March, two racks": false,
		"방문을 거절했으나 3월 5일 현장 확인 완료":                                                      false,
		"Besuch abgelehnt wegen Umbau; am 12.5. Besuch nachgeholt":                      false,
		"Site visit was put off twice because of builders":                              true,
		"Visited 3 May 2024. Since then they declined every site visit":                 true,
		"Site visit declined in May. Visited 11 June. Site visit declined again":        true,
		"Site visit declined, not visited on the day either":                            true,
	} {
		if got := slices.ContainsFunc(w.Phrases(text), func(p Phrase) bool { return p.Theme == "visit_refused" }); got != refused {
			t.Errorf("%q: refused %v, want %v", text, got, refused)
		}
	}
}

func TestFaultsOfSensesNameThePlace(t *testing.T) {
	for _, c := range [][2]string{{`["remove label"`, `["remove lable"`}, {"  relabel:", "  relabell:"}, {"basis: unverified", "basis: \"\""}, {"^visitmade", "^visitmad"}} {
		_, err := parseSenses("senses.yaml", []byte(strings.Replace(string(sensesYAML), c[0], c[1], 1)), nil)
		if err == nil || !strings.Contains(err.Error(), "senses.yaml:") {
			t.Errorf("%s: %v", c[1], err)
		}
	}
}

func BenchmarkPhrases(b *testing.B) {
	w := words(b)
	b.ReportAllocs()
	for b.Loop() {
		w.Phrases("Customer requests delivery in week 14; contact Mr Tan before arrival, pallets only, invoice per mail to accounting")
	}
}

func BenchmarkSenses(b *testing.B) {
	w := words(b)
	text := "customer requests delivery in week 14; contact mr tan before arrival, pallets only, invoice per mail to accounting"
	b.ReportAllocs()
	for b.Loop() {
		w.sensed(text, text, nil)
	}
}

// A text of one sense after another without a stop costs as many looks as it has
// words, times a span, and never their square.
func TestReadingGrowsWithTheText(t *testing.T) {
	w := words(t)
	looks := func(n int) (steps, found int) {
		plain := strings.Repeat("客户要求改送到深圳仓库不要写最终用户", n)
		words, _ := w.senses.find(plain)
		r := passage{w: w, text: plain, words: words}
		part(plain, words)
		for i := range w.senses.all {
			r.meant(&w.senses.all[i])
		}
		return r.steps, len(words)
	}
	few, _ := looks(50)
	many, found := looks(500)
	if many > 12*few || found < 500 {
		t.Errorf("ten times the text takes %d looks instead of %d, at %d words", many, few, found)
	}
}

// Of a text without end the beginning is read, whatever stands behind it.
func TestALongTextIsReadToItsBound(t *testing.T) {
	w := words(t)
	at := strings.Repeat("a ", rules.MaxText/2)
	for text, want := range map[string]int{"peel off labels " + at: 1, at + "peel off labels": 0, strings.Repeat("日", rules.MaxText): 0} {
		if got := len(w.Phrases(text)); (got > 0) != (want > 0) {
			t.Errorf("%d themes in %q…", got, text[:20])
		}
	}
}

// The classes of words are as wide in Thai, Arabic, Korean, Polish and the like as in English,
// and what is denied there means nothing.
func TestThemesInManyTongues(t *testing.T) {
	w := words(t)
	for theme, texts := range map[string]struct{ meant, not []string }{
		"relabel":        {[]string{"ให้แกะสติกเกอร์กับโลโก้ออก", "نزع ملصقات الصانع", "togliere le targhette prima della consegna", "zerwać naklejki i tabliczki producenta", "lepas stiker merek sebelum kirim", "bóc tem hãng ra", "스티커를 떼고 보내 달라"}, []string{"ไม่ต้องแกะสติกเกอร์", "لا نزع للملصقات"}},
		"hand_carry":     {[]string{"ใส่กระเป๋าเดินทางขึ้นเครื่อง", "في حقائبهم على رحلة الليلة", "le schede in valigia", "w walizkach na wieczorny lot", "kartunya di koper", "캐리어에 넣어 간다"}, []string{"cestovní kufr není", "ไม่มีกระเป๋าเดินทาง"}},
		"refusal":        {[]string{"ถามว่าใครใช้ก็ไม่ยอมบอก", "رفض ذكر المستخدم النهائي", "non vuole dire chi usa le macchine", "kto używa, nie chcą powiedzieć", "누가 쓰는지 안 알려 준다", "siapa yang pakai, tidak mau jawab"}, []string{"سألناه عن المستخدم النهائي فأجاب فوراً", "abbiamo chiesto l'utilizzatore finale e hanno risposto", "zapytaliśmy o użytkownika końcowego, odpowiedź w aktach"}},
		"user_not_found": {[]string{"ที่อยู่เป็นทุ่งนา", "العنوان أرض خالية", "all'indirizzo c'è un campo", "pod adresem jest pole", "alamat ternyata sawah", "địa chỉ là ruộng", "주소에 가 보니 논이고"}, []string{"ที่อยู่เป็นโรงงาน", "l'indirizzo è la fabbrica"}},
		"false_paper":    {[]string{"มหาวิทยาลัยบอกว่าไม่เคยออกใบรับรอง", "الشهادة مزورة", "il timbro è falsificato", "zaświadczenie podrobione", "확인서를 발급한 적이 없다고 함"}, []string{"ใบรับรองถูกต้อง", "der Stempel der Firma ist echt"}},
		"proxy_payment":  {[]string{"เงินโอนมาจากบริษัทที่ไม่รู้จัก", "التحويل من شركة لا نعرفها", "il bonifico è di una ditta sconosciuta", "przelew od obcej firmy", "transfernya dari perusahaan tak dikenal", "대금이 모르는 회사에서 들어옴"}, []string{"เงินโอนจากลูกค้าเอง", "przelew z rachunku kupującego"}},
		"declared_as":    {[]string{"ให้เขียนว่าอะไหล่ในใบกำกับ", "كتابة قطع غيار في الفاتورة", "scrivere ricambi in fattura", "napisać części na fakturze", "minta ditulis suku cadang", "부품으로 적어 달라, 송장에 부품"}, []string{"scrivere il nome intero in fattura"}},
		"site_poor":      {[]string{"ห้องเซิร์ฟเวอร์ไม่มีแอร์", "القاعة لا تكييف فيها", "la sala ha due prese", "w serwerowni dwa gniazdka", "phòng máy chỉ hai ổ cắm", "전산실에 콘센트 두 개"}, []string{"la sala ha 800 kW"}},
		"straw":          {[]string{"ซื้อในชื่อตัวเองให้เพื่อน", "يشتري باسمه لصديق", "compra a suo nome per un conoscente", "kupuje na siebie dla znajomego", "beli atas nama sendiri untuk kenalan", "đứng tên mua cho người quen"}, []string{"compra per la propria ditta"}},
		"to_depot":       {[]string{"ส่งไปโกดังชิปปิ้ง", "consegnare al magazzino dello spedizioniere"}, []string{"consegnare al magazzino del cliente", "ส่งไปโกดังลูกค้า"}},
	} {
		for i, all := range [][]string{texts.meant, texts.not} {
			for _, text := range all {
				got := slices.ContainsFunc(w.Phrases(text), func(p Phrase) bool { return p.Theme == theme })
				if got != (i == 0) {
					t.Errorf("%q means %s: %t", text, theme, got)
				}
			}
		}
	}
}

// The words of a class stand in five files; what stands there twice is read once.
func TestNoWordOfAClassStandsTwice(t *testing.T) {
	type key struct {
		class, word string
		prefix      bool
	}
	first := map[key]string{}
	check := func(file, class string, words []string) {
		for _, w := range words {
			for _, p := range phrases.New([]string{w}) {
				k := key{class, match.Simplify(p.Text), p.Prefix}
				if had := first[k]; had != "" {
					t.Errorf("%s: %q of the class %s stands in %s as well", file, w, class, had)
				}
				first[k] = file
			}
		}
	}
	for _, x := range []struct {
		name string
		text []byte
	}{{"senses.yaml", sensesYAML}, {"places.yaml", placesYAML}, {"tongues.yaml", tonguesYAML}, {"speech.yaml", speechYAML}, {"desks.yaml", desksYAML}} {
		var f struct {
			Basis, Source string
			Span          int
			Nothing       []string
			Classes       map[string]wordLists
			Senses        map[string][]string
		}
		if _, err := yamldoc.Open(x.name, x.text, &f); err != nil {
			t.Fatal(err)
		}
		check(x.name, "nothing", f.Nothing)
		for class, lists := range f.Classes {
			check(x.name, class, slices.Concat(lists...))
		}
	}
	if len(first) < 10000 {
		t.Errorf("only %d words of classes were looked at", len(first))
	}
}
