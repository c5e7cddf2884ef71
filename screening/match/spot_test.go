package match

import (
	"slices"
	"testing"
)

// at gives the spot of an address.
func at(t *testing.T, text, country string) *Spot {
	t.Helper()
	s, ok := SpotOf(text, country)
	if !ok {
		t.Fatalf("%q tells no spot", text)
	}
	return &s
}

func TestOneAddressIsOneSpotHoweverWritten(t *testing.T) {
	for _, c := range []struct {
		country string
		texts   []string
	}{
		{"MY", []string{"B-3A-07, Jalan SS 21/60, Petaling Jaya", "B-3A-07 Jalan SS21/60 PJ", "B-3A-7, Jln SS21/60, 47400 PJ"}},
		{"TW", []string{"No. 99 Fuxing N. Rd, 7F-12 (serviced desk 31)", "7F.-12, No.99, Fuxing North Road desk 31"}},
		{"TW", []string{"No. 99 Fuxing N. Rd, 7F-12", "7F.-12, No.99, Fuxing North Road", "復興北路99號7樓之12", "7F-12, No. 99, Fuxing N. Rd., Taipei City", "台北市復興北路99號7樓之12"}},
		{"TW", []string{"5F, No. 12, Sec. 4, Zhongxiao E. Rd., Taipei", "台北市忠孝東路四段12號5樓", "5/F., No 12, Section 4, Zhongxiao East Road, Taipei City"}},
		{"CN", []string{"Room 1203, No. 88 Keji South Road, Nanshan District, Shenzhen", "深圳市南山区科技南路88号1203室"}},
		{"MY", []string{"No. 12, Jalan SS 2/24, PJ", "12 Jln SS2/24 Petaling Jaya", "12, Jalan SS2/24"}},
		{"MY", []string{"A-12-03, Menara Foo, Jalan Ampang, KL", "A-12-3 Menara Foo Jln Ampang, Kuala Lumpur"}},
		{"US", []string{"123 Main St Suite 400, San Jose, CA 95112", "123 Main Street, Ste. 400, San Jose"}},
		{"SG", []string{"12 Orchard Road, #05-12, Singapore 238841", "12 Orchard Rd #5-12", "12 Orchard Road Unit 05-12"}},
		{"HK", []string{"Unit 12, 5/F, Foo Centre, 20 Nathan Road, Kowloon", "Rm 12, 5/F, 20 Nathan Rd, Tsim Sha Tsui", "Room 512, Foo Centre, 20 Nathan Road", "Flat 512, 5th Floor, 20 Nathan Road"}},
		{"HK", []string{"Room 1203, 12/F, 20 Nathan Road", "Unit 3, 12th Floor, 20 Nathan Rd., Kowloon"}},
		{"AE", []string{"Office 1203, Clover Bay Tower, Business Bay, Dubai", "Off. 1203 Clover Bay Tower, Dubai", "Office 1203, Clover Bay Tower, P.O. Box 4412, Dubai"}},
		{"AE", []string{"Office 1203, Clover Bay Tower, Al Abraj Street, Business Bay, Dubai", "Office 1203 Clover Bay Tower Dubai"}},
		{"MY", []string{"Suite 3.07, Wisma Kestrel II, Jln Pinang, KL", "3.07 Wisma Kestrel 2, Jalan Pinang 50450", "Ste 3-07 Wisma Kestrel II"}},
		{"AE", []string{"P.O. Box 28515, Dubai", "PO Box 28515, Dubai, UAE"}},
		{"DK", []string{"Boulevarden 31, 2. tv, 9000 Aalborg", "Boulevarden 31, 2. tv, DK-9000, Aalborg", "Boulevarden 31, 2. tv, Aalborg"}},
		{"ZA", []string{"22 Loper Ave Unit 5, Spartan, 1619 Kempton Park", "Unit 5, 22 Loper Avenue, Spartan, Kempton Park"}},
		{"CZ", []string{"Křižíkova 237/36a, kancelář 4.12, Praha 8", "Krizikova 36a/237, office 4.12, 186 00 Prague", "Křižíkova 36a, kancelář 4.12, Praha"}},
		{"DE", []string{"Hauptstraße 12, 80331 München", "Hauptstr. 12, 80331 Muenchen"}},
		{"GB", []string{"Unit 4, 12 High Street, Leeds", "12 High St, Unit 4", "12 High Street, Unit 4, Leeds LS1 4AB"}},
		{"DE", []string{"Am Güterbahnhof 3, Nürnberg", "Am Gueterbahnhof 3, Hof, Nuernberg"}},
		{"AT", []string{"Königstraße 5, Völkermarkt", "Koenigstr. 5, Voelkermarkt"}},
		{"DK", []string{"Søndergade 7, Ålborg", "Soendergade 7, Aalborg"}},
		{"SG", []string{"12 Lantern Avenue, #11-06 Heron Tower 1, Singapore", "Heron Tower 1, 12 Lantern Ave, 11-06, Singapore 339509"}},
		{"SG", []string{"50 Lantern Avenue 3, #07-14 Heron", "07-14 Heron, 50 Lantern Ave 3, Singapore 408866"}},
		{"ES", []string{"Apartado de Correos 3317, Getafe, 28906", "Apdo. Correos 3317, Getafe"}},
		{"CH", []string{"Kranichstrasse 1, Büro 2042, Zürich", "Kranichhaus Zürich, Kranichstr. 1, Büro 2042, 8005"}},
		{"TR", []string{"Kuğu Ticaret Merkezi B Blok Kat 9 No 1720, Istanbul", "Kuğu Tic. Mrk. B Blok K:9 No:1720, Şişli, İstanbul"}},
		{"PL", []string{"ul. Żurawia 9, 54-427 Wrocław", "ul. Żurawia 9, Wrocław"}},
		{"PL", []string{"ul. Żurawia 9 lok. 415, 54-427 Wrocław", "ul. Żurawia 9/415, Wrocław", "ul. Żurawia 9 m. 415, Wrocław"}},
		{"FR", []string{"12 rue de la Grue, appt 34, 75002 Paris", "12 rue de la Grue, Appartement 34, Paris"}},
		{"SE", []string{"Tranvägen 10, 553 05 Jönköping", "Tranvägen 10, Jönköping"}},
		{"NL", []string{"Kraanvogelstraat 17, 6546 BB Nijmegen", "Kraanvogelstraat 17, Nijmegen"}},
		{"CA", []string{"230 Heron Street, Montreal, H4S 2A4", "230 Heron St, H4S 2A4 Montreal", "230 Heron Street, Montreal"}},
		{"IE", []string{"Unit 9, Heron West, Galway, H91 X2K4", "9 Heron West Ind. Est., Galway H91 X2K4"}},
		{"KR", []string{"경기도 성남시 분당구 두루미로289번길 20, 3동 502호", "3-dong 502-ho, 20, Durumi-ro 289beon-gil, Bundang-gu, Seongnam-si, Gyeonggi-do", "20, Durumi-ro 289beon-gil, Bundang-gu, 3-dong 502-ho"}},
		{"KR", []string{"서울특별시 금천구 두루미1로 168, A동 1407호", "서울 금천구 두루미1로 168 A동 1407호", "금천구 두루미1로 168, A-1407", "168 Durumi 1-ro, A-1407, Geumcheon-gu, Seoul"}},
		{"KR", []string{"부산 해운대구 센텀두루미로 97, 101동 1203호", "97 Centum durumi-ro, 101-1203, Haeundae-gu, Busan"}},
		{"KR", []string{"서울로 12, 5층, 중구", "12, Seoul-ro, Jung-gu, 5F"}},
	} {
		for i, x := range c.texts {
			for _, y := range c.texts[:i] {
				if !at(t, x, c.country).Is(at(t, y, c.country)) {
					t.Errorf("%q and %q are one address\n  %+v\n  %+v\n  %+v\n  %+v", x, y, at(t, x, c.country), at(t, y, c.country), ParseAddress(x, c.country), ParseAddress(y, c.country))
				}
			}
		}
	}
}

func TestTwoAddressesAreTwoSpots(t *testing.T) {
	for _, c := range []struct {
		country string
		texts   []string
	}{
		{"MY", []string{"B-3A-07, Jalan SS 21/60, Petaling Jaya", "B-3A-08, Jalan SS 21/60, Petaling Jaya", "B-3-07, Jalan SS 21/60, Petaling Jaya", "A-3A-07, Jalan SS 21/60, Petaling Jaya", "B-3A-07, Jalan SS 21/62, Petaling Jaya", "B-3A-07, Jalan SS 22/60, Petaling Jaya"}},
		{"MY", []string{"12-3A, Jalan PJU 8/8, PJ", "12-3B, Jalan PJU 8/8, PJ", "12-3, Jalan PJU 8/8, PJ"}},
		{"MY", []string{"A-12-03, Menara Foo, Jalan Ampang, KL", "A-12-03, Wisma Bar, Jalan Ampang, KL"}},
		{"MY", []string{"Lot 5, Jalan Perindustrian 3, Shah Alam", "Lot 7, Jalan Perindustrian 3, Shah Alam", "Lot 5, Jalan Perindustrian 4, Shah Alam"}},
		{"MY", []string{"12 Jalan Satu, Taman Merah, KL", "12 Jalan Satu, Taman Biru, KL"}},
		{"MY", []string{"12 Jalan Satu, Ipoh", "12 Jalan Satu, Melaka", "12 Jalan Satu"}},
		{"TW", []string{"No. 99 Fuxing N. Rd, 7F-12 (serviced desk 31)", "No. 99 Fuxing N. Rd, 7F-12 (serviced desk 32)"}},
		{"TW", []string{"No. 99, Fuxing N. Rd, 7F", "No. 99, Fuxing S. Rd, 7F", "No. 99, Sec. 1, Fuxing N. Rd, 7F", "No. 99, Sec. 2, Fuxing N. Rd, 7F", "復興北路99號8樓", "復興南路99號8樓"}},
		{"TW", []string{"台北市忠孝東路四段12號5樓", "台北市忠孝東路三段12號5樓", "高雄市忠孝東路四段12號5樓"}},
		{"HK", []string{"Unit 3, 12/F, 20 Nathan Road", "Unit 12, 3/F, 20 Nathan Road", "Unit 13, 12/F, 20 Nathan Road", "Room 1204, 20 Nathan Road"}},
		{"MY", []string{"Suite 3.07, Wisma Kestrel II, KL", "Suite 3.07, Wisma Kestrel, KL", "Suite 3.08, Wisma Kestrel II, Jalan Pinang, KL"}},
		{"AE", []string{"Office 1203, Clover Bay Tower, Al Abraj Street, Dubai", "Office 1203, Clover Bay Tower, Al Khail Street, Dubai", "Office 1203, Clover Bay Tower, Sharjah", "Office 1204, Clover Bay Tower, Dubai"}},
		{"HK", []string{"Flat A, 12/F, 20 Nathan Road", "Flat B, 12/F, 20 Nathan Road", "12/F, 20 Nathan Road"}},
		{"GB", []string{"12 High Street, Leeds", "12 High St, York", "12 High Street, London", "12 High St"}},
		{"US", []string{"Suite 400, 123 Main St, San Jose", "Suite 400, 123 Main St, Springfield", "Suite 401, 123 Main St, San Jose", "Suite 400, 125 Main St, San Jose"}},
		{"SG", []string{"12 Lantern Avenue, #11-06", "12 Lantern Avenue, 11-07", "12 Lantern Avenue, 12-06"}},
		{"ES", []string{"Apartado de Correos 3317, Getafe", "Apdo. Correos 3318, Getafe", "Apdo. Correos 3317, Toledo"}},
		{"TR", []string{"Kuğu Ticaret Merkezi B Blok Kat 9 No 1720, Istanbul", "Kuğu Ticaret Merkezi B Blok Kat 9 No 1721, Istanbul", "Kuğu Ticaret Merkezi A Blok Kat 9 No 1720, Istanbul"}},
		{"IE", []string{"Unit 9, Heron West, Galway, H91 X2K4", "9 Heron West Ind. Est., Galway H91 X2K5"}},
		{"PL", []string{"ul. Żurawia 9, 54-427 Wrocław", "ul. Żurawia 9, 54-428 Wrocław", "ul. Żurawia 10, Wrocław"}},
		{"KR", []string{"두루미로289번길 20, 3동 502호, 성남시", "2-dong 502-ho, 20, Durumi-ro 289beon-gil, Seongnam-si", "3-dong 503-ho, 20, Durumi-ro 289beon-gil, Seongnam-si", "3-dong 502-ho, 20, Durumi-ro 298beon-gil, Seongnam-si", "3-dong 502-ho, 22, Durumi-ro 289beon-gil, Seongnam-si"}},
		{"AE", []string{"P.O. Box 28515, Dubai", "P.O. Box 28515, Sharjah", "P.O. Box 28516, Dubai", "P.O. Box 28515"}},
		{"", []string{"Unit 5, 8 Harbour Road, SG", "Unit 5, 8 Harbour Road, MY"}},
	} {
		for i, x := range c.texts {
			for _, y := range c.texts[:i] {
				if at(t, x, c.country).Is(at(t, y, c.country)) {
					t.Errorf("%q and %q are two addresses", x, y)
				}
			}
		}
	}
}

func TestWithoutHouseOrUnitThereIsNoSpot(t *testing.T) {
	for _, text := range []string{"", "Jalan Ampang, Kuala Lumpur", "Petaling Jaya", "47400 PJ", "Jalan Ampang, 50450 KL", "ул. Ленина 12, Москва"} {
		if s, ok := SpotOf(text, "MY"); ok {
			t.Errorf("%q is %+v", text, s)
		}
	}
}

// Of the addresses of public buildings that are labelled by hand, those of two units
// must never be one spot, and those of one unit are so where both tell all of it.
func TestSpotsOfLabelledPairs(t *testing.T) {
	same, found := 0, 0
	for _, x := range addressPairs(t) {
		a, ok := SpotOf(x.a, x.country)
		b, also := SpotOf(x.b, x.country)
		is := ok && also && a.Is(&b)
		inside := len(ParseAddress(x.a, x.country).Units)+len(ParseAddress(x.b, x.country).Units) > 0
		switch {
		case x.grade == "same unit":
			same++
			if is {
				found++
			}
		case is && (inside || x.grade != "same building" && x.grade != "same floor"):
			t.Errorf("%q and %q are %v", x.a, x.b, x.grade)
		}
	}
	if found*5 < same*4 {
		t.Errorf("%d of %d pairs of one unit are found", found, same)
	}
	t.Logf("%d of %d pairs of one unit", found, same)
}

func FuzzSpotOf(f *testing.F) {
	for _, s := range []string{"Room 1318-19, 13/F, 20 Nathan Road", "#12-08/09", "B-12-3A, Jalan SS 2/4", "台北市大安區忠孝東路四段123號5樓之2", "A-Z, 1-99999999", "\xff#"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, ok := SpotOf(s, "HK")
		b, again := SpotOf(s, "HK")
		if ok != again || a != b || ok && !a.Is(&b) {
			t.Errorf("%q is %+v and %+v", s, a, b)
		}
		if !slices.IsSorted(a.known[:]) || !slices.IsSorted(a.other[:]) {
			t.Errorf("%q is %+v", s, a)
		}
	})
}

func BenchmarkSpotOf(b *testing.B) {
	pairs := addressPairs(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		SpotOf(pairs[i%len(pairs)].a, pairs[i%len(pairs)].country)
	}
}
