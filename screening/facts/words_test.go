package facts

import (
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

func words(t testing.TB) *Words {
	t.Helper()
	w, err := LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestPhrasesInFourLanguagesAndTheirNegation(t *testing.T) {
	w := words(t)
	for _, c := range []struct {
		text string
		want string // theme, or "" for none
	}{
		{"Please use neutral boxes, thanks", "neutral_packing"},
		{"No logo on the outside please", "no_logo"},
		{"Do not use neutral boxes", ""},
		{"Goods must not be relabelled. Ship as is", ""},
		{"Our policy: relabelling is prohibited", ""},
		{"Relabelling is not allowed", ""},
		{"nobody asked for the old labels on the boxes to be removed", ""},
		{"nobody asked to visit, they want the labels removed", "relabel"},
		{"nobody asked why the labels were removed", "relabel"},
		{"there is no question of shipping on to China", ""},
		{"invoice in the name of the university", ""},
		{"invoice in the name of another firm", "different_name"},
		{"stored at the bonded warehouse until the hall is ready", ""},
		{"此单替换4711号，之前误取消", ""},
		{"охрана предупреждена", ""},
		{"not urgent, but relabel the crates", "relabel"},
		{"中性包装，走香港", "neutral_packing"},
		{"中性包装，走香港", "route_china"},
		{"不要走香港", ""},
		{"Bitte neutral verpacken", "neutral_packing"},
		{"Bitte nicht neutral verpacken", ""},
		{"Etikett entfernen und umetikettieren", "relabel"},
		{"香港経由でお願いします", "route_china"},
		{"香港経由しない", ""},
		{"runs MindSpore and npu-smi", "prc_software"},
		{"end customer confidential", "refusal"},
		{"customer declined installation", "decline_service"},
		{"dummy load bank", "dummy"},
		{"customer name: Dummyworth", ""},
		{"Der Endkunde sitzt in China", "china_user"},
		{"Ware geht weiter nach Shenzhen", "route_china"},
		{"keine Weiterleitung nach China", ""},
		{"Zahlung in bar", "cash"},
		{"Zahlung nicht in bar", ""},
		{"终端客户在北京", "china_user"},
		{"非军事用途", ""},
		{"非常急，用于军事用途", "military"},
		{"zwei Abholer in Flecktarn", "military"},
		{"les visiteurs étaient en treillis", "military"},
		{"son comptable prête son SIRET, rien d'autre", "straw"},
		{"buys in its own name for account of a fund", "straw"},
		{"anyone with a credit card gets a node", "open_access"},
		{"有多少要多少", "all_you_have"},
		{"Anmelder: Eigentümer seit Kauf", "owned_since"},
		{"文面が同じ", "same_words"},
		{"并非转口", ""},
		{"再輸出は行いません", ""},
		{"再輸出予定", "onward_transfer"},
		{"エンドユーザーは中国の企業", "china_user"},
		{"End user wants to remain confidential", "refusal"},
		{"Driver: CANN 8.0", "prc_software"},
		{"Herr Cann", ""},
		{"Ascend-910C-Karten im Lager", "prc_chip"},
		{"NVIDIA statt Huawei Ascend", ""},
		{"prices ascend 9 percent a year", ""},
		{"Standard delivery, no remarks", ""},
		{"We train staff in compliance", ""},
		{"Moved to the second hall, the first has no power left; we visited both", ""},
		{"Will any of it go on to Shenzhen? No answer so far", "route_china"},
		{"Will any of it go on to Shenzhen? Yes", "route_china"},
		{"Can you send it on to Shenzhen? No, we said", "route_china"},
		{"We asked: will any of it go on to Shenzhen? No; it stays in the second hall", ""},
		{"Wir fragten, ob es nach Hongkong geht? Nein.", ""},
		{"我们问了：会转到香港吗？不会。", ""},
		{"We asked: will any of it go on to Shenzhen? No idea, was all", "route_china"},
		{"We asked: will any of it go on to Shenzhen? No. In the evening he called: it goes on to Shenzhen", "route_china"},
		{"military use: no; resale - no; export to China: no", ""},
		{"군사 용도: 아니오. 재판매: 아니오", ""},
		{"military use: no comment", "military"},
		{"re-export to Hong Kong: none of your business", "route_china"},
		{"non-military use, army unit: yes", "military"},
		{"liefert seit 2022 nicht mehr nach Russland oder Belarus", ""},
		{"liefert nach Russland oder Belarus", "russia_user"},
		{"se entregan en Madrid, calle de La Habana 14", ""},
		{"se entregan en La Habana", "embargo_named"},
		{"oma server Tartus", ""},
		{"vessel to Tartus", "embargo_named"},
		{"zarząd siedzi w Szanghaju", "china_behind"},
		{"no da el nombre del cliente ni firmando NDA", "refusal"},
		{"'Wer unterschreibt, geht Sie nichts an'", "refusal"},
		{"Wont say who runs the cluster", "refusal"},
		{"delivery addr = compound of the signals command", "military"},
		{"询价单页脚 '武器预研 23-某课题'", "military"},
		{"oferta dla w/cz 29760, rozpoznawanie celów", "military"},
		{"maillage véhicule de rentrée, Mach 18", "military"},
		{"actionnaire unique à Makau", "china_behind"},
		{"주주는 칭다오 사람", "china_behind"},
		{"Engineer is in Shanghai till June, acceptance by the works in Nagoya", "china_named"},
		{"We got spam offering \"any card to Shenzhen\" and told legal", ""},
	} {
		var got []string
		for _, p := range w.Phrases(c.text) {
			got = append(got, p.Theme)
			if p.Excerpt == "" || !strings.Contains(p.Excerpt, p.Text) {
				t.Errorf("%q: excerpt %q lacks %q", c.text, p.Excerpt, p.Text)
			}
		}
		if c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
			t.Errorf("%q: themes %v, want %q", c.text, got, c.want)
		}
	}
}

func TestWordsStandOnTheirOwn(t *testing.T) {
	w := words(t)
	for text, want := range map[string]bool{"flat 3b, tower 2": true, "flatbush avenue 7": false, "中环花园住宅3座": true, "5 apartments lane": true, "blk 412 hougang ave 8 #05-12": true, "60 link, blk b, #07-31": false, "": false} {
		if got := w.list.Residential.In(text) != ""; got != want {
			t.Errorf("residential %q: %v", text, got)
		}
	}
	if w.class("EL") != classLicence || w.class("SDN") != classSanctioned || w.class("somewhere else") != classCaution {
		t.Error("classes of lists")
	}
}

func TestNamesThatNameNobody(t *testing.T) {
	w := words(t)
	for name, want := range map[string]bool{
		"Client K9": true, "Project Heron Client (NDA)": true, "Endkunde 3": true, "Pelanggan rahsia": true, "cliente B": true, "客户 A": true, "客戶 7": true, "租戶 保密": true, "Key Account A": true, "account 7": true,
		"Client K9 Ltd": false, "Client Services": false, "Kunde & Partner GmbH 3": false, "K9": false, "": false, "客户 服务": false,
	} {
		if got := w.codeName(name); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}

func TestNamesThatLeaveOpenWhoIsMeant(t *testing.T) {
	w := words(t)
	for name, want := range map[string]bool{
		"某大学": true, "某社": true, "某科技有限公司": true, "深圳市前海某科技有限公司": true, "ある大学": true, "一家公司": true, "A社": true, "公司 X": true, "X公司": true, "công ty X": true, "Firma X": true,
		"a certain university": true, "A university in Osaka": true, "certain customer": true, "ein Kunde": true, "ein Kunde aus Polen": true, "un client": true, "un client final": true, "une société": true, "una empresa": true, "некая компания": true,
		"bir müşteri": true, "to order of issuing bank": true, "To the order of Banco Selatan": true, "à l'ordre de la banque": true, "凭指示": true, "Confidential": true,
		"客戶甲": true, "甲公司": true, "乙社": true, "P様": true, "Mr N.": true, "Лаборатория Н., Академгородок": true, "клиент Б": true, "affiliates of N.T.W., unspecified": true,
		"nominee, name follows after signing": true, "à désigner": true, "le mandant (c/o Brocatel)": true, "Name folgt": true,
		"El Compadre": true, "Onkel Kurt": true, "Uncle Lim": true, "强哥": true, "王总": true, "the Doctor": true, "EU-7f3ac09b-21e4": true, "9b1c44e0-77aa-4d10": true, "voir message": true, "见微信": true, "siehe Mail vom Montag": true,
		"Hugo Boss": false, "Boss Computing Ltd": false, "Uncle Lim Foods Ltd": false, "EU-2024-0001": false, "Der Spiegel": false, "Decade": false, "Doctor Nakamura": false, "老板电器": false,
		"Client final (confidentiel – accord de non-divulgation)": true, "Usuario final confidencial": true, "Endabnehmer (vertraulich, auf Wunsch des Kunden)": true, "エンドユーザー（非開示）": true, "최종 사용자 비공개": true, "Utente finale riservato": true, "odbiorca końcowy – poufne": true, "khách hàng cuối (bảo mật)": true, "最終ユーザー（守秘契約により非公開）": true, "Name unter Verschluss": true,
		"Confidentia Notariat Numérique SA": false, "Confidential Data Destruction Ltd": false, "Anonymous Kitchens": false, "Confidential Shredding": false, "Geheim & Partner GmbH": false,
		"A top-five Australian mining group": true, "Ein großer deutscher Autobauer": true, "Large German carmaker": true, "une grande banque du Nord": true, "知名车企": true, "国内大手自動車メーカー": true, "국내 대형 통신사": true, "da nominare entro 60 gg dalla consegna": true, "noch zu benennender Dritter": true, "货到之后 待指定": true,
		"Top Five Mining Group Pty Ltd": false, "A Better Mining Group": false, "Leading Edge Computing": false, "Große Kreisstadt Calw": false, "Grand Hotel Europa": false, "大型鉱業株式会社": false, "Lanark Ltd, ship-to name follows": false, "Major League Bank of Ohio": false,
		"甲骨文公司": false, "Клиентб": false, "Mr Nakamura": false, "Panb": false, "Account Services Ltd": false, "丁先生": false,
		"A Company of Wolves Ltd": false, "Ein Stein GmbH": false, "One Bank Ltd": false, "En Route": false, "A1 Company": false, "Company 3": false, "Xcompany": false, "Universität X-Tal GmbH": false,
		"Some Studio Films": false, "Banco": false, "En": false, "Ab Initio": false, "Andata": false, "A Lab": true, "Enterprise Cloud": false, "A": false, "": false, "Certain Data Centres Ltd": false,
	} {
		if got := w.isPlaceholder(name); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}

func TestDepartmentsOfAHouse(t *testing.T) {
	w := words(t)
	for name, want := range map[string]bool{
		"westhill university, dept of physics": true, "westhill university (physics)": true, "westhill university department of physics": true, "westhill university institute of physics": true,
		"westhill university fakultät 7": true, "westhill university departamento de física": true, "westhill university laboratoire 7": true,
		"westhill university": false, "westhill university press": false, "westhill college, dept of physics": false,
	} {
		if got := w.isUnitOf(name, "westhill university"); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}

func TestNoLicenceIsNoneTold(t *testing.T) {
	f := &Facts{src: &Sources{Words: words(t)}}
	for told, want := range map[string]data.State{"none": data.NotTold, " N/A ": data.NotTold, "keine": data.NotTold, "aucune": data.NotTold, "ninguna": data.NotTold, "tiada": data.NotTold, "無": data.NotTold, "なし": data.NotTold, "unknown": data.Unknown, "D1198842": data.Known, "": data.NotTold, "NLR checked": data.NotTold, "NLR (EAR99)": data.NotTold, "none, see file": data.NotTold, "No D1198842": data.Known, "NLR until D1198842": data.Known, "Pending": data.NotTold, "applied for": data.NotTold, "Awaiting BIS": data.NotTold, "not required": data.NotTold, "申请中": data.NotTold, "pending renewal of D1198842": data.Known} {
		if got := f.licenceTold(told).State; got != want {
			t.Errorf("%q: %v, want %v", told, got, want)
		}
	}
}

func TestWordFaultsNameThePlace(t *testing.T) {
	_, err := parseWords("words.yaml", []byte(strings.Replace(string(wordsYAML), "  relabel:", "  relabell:", 1)))
	if err == nil || !strings.Contains(err.Error(), "words.yaml:") {
		t.Errorf("%v", err)
	}
}

func FuzzPhrases(f *testing.F) {
	f.Add("Please use neutral boxes 中性包装 香港経由しない")
	f.Add("\xff\xfe no logo \u0130stanbul")
	w := words(f)
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range w.Phrases(s) {
			if p.Text == "" {
				t.Fatal("empty phrase")
			}
		}
	})
}

// Trades, houses and names that name nobody are known in the tongues in which files tell them,
// and what only bears such a word is not.
func TestListsInManyTongues(t *testing.T) {
	w := words(t)
	for what, x := range map[string]struct {
		is       func(string) bool
		yes, not []string
	}{
		"a forwarder": {w.forwards,
			[]string{"công ty tnhh giao nhận sao biển", "บริษัท ศรีนครขนส่ง จำกัด", "pt samudera jasa ekspedisi", "spedizioni riunite lombarde s.r.l.", "transitarios unidos del plata", "expeditiebedrijf van der molen", "firma spedycyjna orzeł", "ege taşımacılık a.ş.", "грузоперевозки урал", "شركة النجم للشحن", "대성포워딩 주식회사", "丸和通運", "順風速遞"},
			[]string{"instytut modelowanie transportu", "ขนส่งมวลชนกรุงเทพ", "öffentlicher verkehr lindau ag"}},
		"a dealer": {func(s string) bool { return w.list.Reseller.In(s) != "" && w.list.ResellerNot.In(s) == "" },
			[]string{"sklep komputerowy", "commercio di prodotti informatici", "reventa de servidores", "vente en gros d'ordinateurs", "bilgisayar ticareti", "ค้าส่งคอมพิวเตอร์", "kinh doanh máy vi tính", "toko komputer", "продажа серверов", "إعادة بيع الخوادم", "컴퓨터 및 주변기기 도소매", "中古サーバー売買", "電腦批發"},
			[]string{"منصة تجارة إلكترونية", "電子商取引の分析", "소매 데이터"}},
		"no name": {w.isPlaceholder,
			[]string{"非公開（守秘義務により）", "비공개 (NDA)", "Client final (confidentiel – accord de non-divulgation)", "Cliente reservado n.º 4", "Riservato", "Nie ujawniono", "Wird nachgereicht", "Не разглашается", "غير معلن", "ลูกค้าไม่ประสงค์ออกนาม", "Dirahasiakan", "Giấu tên"},
			[]string{"Confidentia Conseil SARL", "北京保密科技有限公司", "Reservado Vinos S.L."}},
		"the military": {func(s string) bool { return w.list.Military.In(s) != "" && w.list.NotMilitary.In(s) == "" },
			[]string{"siły powietrzne", "stato maggiore dell'esercito", "exército brasileiro", "ministerie van defensie", "hava kuvvetleri komutanlığı", "وزارة الدفاع", "กระทรวงกลาโหม", "quân khu 7", "mabes tni", "육군본부", "генеральный штаб"},
			[]string{"esercito della salvezza", "musée de l'armée", "구세군"}},
		"another trade": {func(s string) bool {
			return w.list.BusinessForeign.In(s) != "" && w.list.BusinessForeignNot.In(s) == ""
		},
			[]string{"szkoła nauki jazdy", "autoscuola", "โรงเรียนสอนขับรถ", "pluimveehouderij", "птицефабрика", "양계장", "oto yıkama", "gommista", "헬스장", "детский сад", "mobilificio", "joyería", "ประมง", "타이어 가게"},
			[]string{"centro di calcolo", "수산 연구", "택시 플랫폼", "бюро расчётов"}},
	} {
		for i, all := range [][]string{x.yes, x.not} {
			for _, s := range all {
				if x.is(s) != (i == 0) {
					t.Errorf("%q is %s: %t", s, what, i != 0)
				}
			}
		}
	}
}
