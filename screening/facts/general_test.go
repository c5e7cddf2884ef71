package facts

import (
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

func TestGeneralWordsOfALine(t *testing.T) {
	w := &words(t).general
	for description, want := range map[string]string{
		"compute node, 4U": "computing", "Rechenknoten": "computing", "Serwery obliczeniowe": "computing", "máy chủ AI": "computing", "GPU服务器": "computing data_processing",
		"parts of A.D.P. units": "data_processing fittings", "SAN storage": "other_machine", "print server": "computing data_processing other_machine chips_named fittings",
		"Installation and commissioning": "service", "услуги": "service", "installation and software": "service other_service", "toy adapters": "cover", "NVIDIA cooler": "chips_named fittings",
		"8U chassis w/o GPUs": "computing chassis", "空机": "chassis", "RMA swap": "exchange", "Irrevocable L/C": "letter_of_credit", "sensors": "",
		"IT equipment as per contract": "bare", "Sundry computer parts for servers": "computing data_processing cover fittings bare", "as per PO 4711": "bare", "Siehe Anlage": "bare", "laut Angebot 7": "bare", "Ersatzteile": "bare", "电子设备一批": "bare", "-- goods --": "bare", "товар": "bare",
		"ワークステーション用部材": "computing bare", "拡張ボード": "bare", "WS-Teile": "bare", "Serverteile": "bare", "Baugr. f. Server": "computing data_processing chips_named fittings bare", "linh kiện máy trạm": "computing bare", "工作站配件": "computing cover fittings bare",
		"扩展卡": "bare", "komponen stesen kerja": "computing bare", "워크스테이션 부품": "computing bare", "add-in board": "bare", "IT HW": "bare", "قطع غيار خوادم": "bare", "อะไหล่เซิร์ฟเวอร์": "bare",
		"Kühlmodul": "", "Ersatzteile f. Webstuhl": "", "産業用ロボット部品": "", "bo mạch máy may": "",
		"spare parts for a loom": "cover fittings", "注塑设备": "", "injection moulding machine": "", "nodel": "",
	} {
		if got := strings.Join(w.in(description), " "); got != want {
			t.Errorf("%q is called %q, want %q", description, got, want)
		}
	}
}

func TestALineWithoutDescriptionIsCalledNothing(t *testing.T) {
	f := &Facts{src: &Sources{Words: words(t)}, wordings: map[string]*wording{}}
	for description, state := range map[string]data.State{"": data.NotTold, "unknown": data.Unknown, "widgets": data.Known} {
		l := line{Line: &data.Line{Description: description}}
		if v := f.called(&l); v.State != state {
			t.Errorf("%q: %+v", description, v)
		}
	}
}

func TestFaultsOfGeneralWordsNameThePlace(t *testing.T) {
	for old, with := range map[string]string{
		"  other_machine:":  "  other_machines:",
		"basis: unverified": "basis: maybe",
		"[存储]":              "[Storage]",
	} {
		text := strings.Replace(string(generalYAML), old, with, 1)
		if _, err := parseGeneral("own.yaml", []byte(text)); text == string(generalYAML) || err == nil || !strings.HasPrefix(err.Error(), "own.yaml:") {
			t.Errorf("%s: %v", with, err)
		}
	}
}

func FuzzGeneralWords(f *testing.F) {
	w := &words(f).general
	f.Add("GPU服务器 \xff w/o gpus")
	f.Fuzz(func(t *testing.T, text string) {
		alone, behind := w.in(text), w.in("server, "+text)
		for _, class := range alone {
			if class != bareWords && !slices.Contains(behind, class) && !strings.HasPrefix(text, " ") {
				t.Errorf("%q is called %v, and behind another word %v", text, alone, behind)
			}
		}
	})
}
