package goods

import (
	"strings"
	"testing"

	"redflag/data"
	"redflag/data/reference"
)

func catalogue(t testing.TB) *Goods {
	t.Helper()
	tables, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	return New(tables)
}

func TestLinesAreRecognised(t *testing.T) {
	g := catalogue(t)
	for _, c := range []struct {
		part, text string
		id         string
		ctrl       data.Controlled
	}{
		{"", "NVIDIA H100 80GB PCIe accelerator", "h100", data.ControlledYes},
		{"900-21010-0000-000", "Adapter modules, generic", "h100", data.ControlledYes},
		{"", "Supermicro SYS-821GE-TNHR server, 8x NVIDIA H200 SXM5 141GB", "smc-821ge", data.ControlledYes},
		{"", "Dell PowerEdge XE9680 mit 8x H200", "dell-xe9680", data.ControlledYes},
		{"", "Atlas 800T A2 训练服务器 昇腾910B", "atlas-800-a2", data.ControlledYes},
		{"", "华为昇腾910B加速卡", "ascend910b", data.ControlledYes},
		{"", "H100 chips", "h100", data.ControlledYes},
		{"", "Gaudi 3 HL-325L", "gaudi3", data.ControlledYes},
		{"", "HBM3E 24GB", "hbm", data.ControlledPossible},
		{"", "карта вычислений ИИ 80ГБ", "accelerator", data.ControlledPossible},
		{"", "8x H100 芯片", "h100", data.ControlledYes},
		{"", "A100 芯片 8个", "a100", data.ControlledYes},
		{"", "AI chip B200, brand new", "b200", data.ControlledYes},
		{"", "relay module H100, 24 V DC, DIN rail", "", data.ControlledNoSign},
		{"", "chip resistor kit A100", "", data.ControlledNoSign},
		{"", "GeForce RTX 4070 12GB graphics card", "gefxx", data.ControlledNo},
		{"", "Rail kit 2U, warehouse zone L4 rack A10", "mechanics", data.ControlledNo},
		{"", "Ascend bracket 910B, aluminium, wing fitting", "", data.ControlledNo},
		{"", "H100 heatsink", "mechanics", data.ControlledNo},
		{"", "DDR5 32GB 200 pcs", "memory", data.ControlledNo},
		{"", "pump seal L4 for A10 valve", "", data.ControlledNoSign},
		{"", "Toys: RTX 4090 24GB, 10 pcs", "rtx4090", data.ControlledYes},
		{"", "Cables, fans and NVIDIA H100 80GB", "h100", data.ControlledYes},
		{"", "P/N 900-21010-0030-000 qty 8", "h100", data.ControlledYes},
		{"", "Alienware desktop, RTX 5090 32GB", "rtx5090", data.ControlledYes},
		{"", "QXA-GB200-NVL72-7 rack", "gb200-nvl72", data.ControlledYes},
		{"", "rack for DGX H100 with 4x DGX H100", "dgx-h100", data.ControlledYes},
		{"", "optical module 400G for H100 cluster", "transceiver", data.ControlledNo},
		{"", "retention spring for NVL72", "", data.ControlledNoSign},
		{"", "Laptop RTX 4090 32GB", "laptop", data.ControlledNo},
		{"", "华为昇腾服务器", "ascend", data.ControlledPossible},
		{"", "GPU server instead of Huawei Ascend 910B", "", data.ControlledNoSign},
		{"", "server, not Ascend 910B", "", data.ControlledNoSign},
		{"", "H100 80GB PCIe instead of A100", "h100", data.ControlledYes},
		{"", "服务器 不含昇腾910B", "", data.ControlledNoSign},
		{"", "not new, NVIDIA H100 80GB", "h100", data.ControlledYes},
		{"", "Part no H100 80GB PCIe", "h100", data.ControlledYes},
		{"", "Huawei Ascend KI-Beschleuniger 910C", "ascend910c", data.ControlledYes},
		{"", "Ascend 910 B3", "ascend910b", data.ControlledYes},
		{"", "leasing of Huawei Ascend servers", "ascend", data.ControlledPossible},
		{"", "Wanderschuh Ascend 910 Gr. 41", "", data.ControlledNoSign},
		{"", "Ascend 910 module, Huawei", "ascend910", data.ControlledYes},
		{"", "Ascend 910", "ascend910", data.ControlledYes},
		{"", "Nadel NVL72 100er Pack", "", data.ControlledNoSign},
		{"", "NVL72 rack, liquid cooled", "nvl72", data.ControlledYes},
		{"", "Hanguang 800 lumen lamp", "", data.ControlledNoSign},
		{"", "Waterblock H100 80GB", "mechanics", data.ControlledNo},
		{"", "BOOK: tuning the Hopper H100, hardcover", "printed", data.ControlledNo},
		{"", "Licence per GPU 3Y (H100)", "software", data.ControlledNo},
		{"", "SYS-421GE-TNRT barebone, no GPU", "smc-421ge-tnrt", data.ControlledNo},
		{"", "SYS-421GE-TNRT with 8x H100, no GPU brackets", "smc-421ge-tnrt", data.ControlledYes},
		{"", "8卡H20 裸机 (含GPU 不含硬盘内存)", "h20", data.ControlledPossible},
		{"", "8卡H100 裸机 含GPU 不含内存", "h100", data.ControlledYes},
		{"", "8卡H100 裸机 不含GPU", "h100", data.ControlledPossible},
		{"", "英伟达H100 80G PCIE 无散热 裸卡", "h100", data.ControlledYes},
		{"", "8-way Hopper baseboard, sealed", "gpu-server", data.ControlledPossible},
		{"", "SR675 V3, 2x 9554, 1TB, not including GPU", "lenovo-sr675", data.ControlledNo},
		{"", "Svc contract NBD DGX H100 36 mo", "", data.ControlledNo},
		{"", "Ersatz für defekte A100 80GB PCIe", "a100", data.ControlledPossible},
		{"", "manifold for H100 PCIe", "", data.ControlledNo},
		{"", "defective H100, 2 pcs", "h100", data.ControlledPossible},
		{"", "Exchange for faulty H200", "h200", data.ControlledPossible},
		{"", "样品 用于测试 H100", "h100", data.ControlledPossible},
		{"", "H100 4张 送支架", "h100", data.ControlledPossible},
		{"", "Lenovo H200 desktop mouse", "", data.ControlledNo},
		{"", "bracket for 4 x H100", "mechanics", data.ControlledNo},
		{"", "GB200-Rechenplatine, Ersatz", "gb200", data.ControlledYes},
		{"", "faulty H200 pump", "", data.ControlledNoSign},
		{"", "import duty on 8 H100", "", data.ControlledNoSign},
		{"", "Batterieprüfgerät MI-300", "", data.ControlledNoSign},
		{"", "DGX H100 Rückläufer aus Miete", "dgx-h100", data.ControlledYes},
		{"", "4U server, supports up to 8x L40S", "l40s", data.ControlledPossible},
		{"", "server, 8x H100, none installed", "h100", data.ControlledPossible},
		{"", "Zotac GeForce 4090-D trinity 24GB", "rtx4090d", data.ControlledNo},
		{"", "G894-SD3 mit HGX B300", "giga-g894", data.ControlledYes},
		{"", "", "", data.ControlledNoSign},
	} {
		r := g.Recognise(&data.Line{Line: 1, PartNumber: c.part, Description: c.text})
		id := ""
		if r.Part != nil {
			id = r.Part.ID
		}
		if c.id != "" && id != c.id || r.Controlled != c.ctrl {
			t.Errorf("%q %q is %q %s (%s), want %q %s", c.part, c.text, id, r.Controlled, r.Why, c.id, c.ctrl)
		}
	}
}

// What a line names a part for decides what its goods are; where that is open, they are
// possible, unless the words beside the name speak plainly for or against it.
func TestPurposesAreTold(t *testing.T) {
	g := catalogue(t)
	for _, c := range []struct {
		part, text, id string // id: of goods of the catalogue, or none
		ctrl           data.Controlled
	}{
		{"", "H100 NVL 94GB for Dell R760xa", "h100", data.ControlledYes},
		{"", "A100 80GB SXM4 out of a DGX A100", "a100", data.ControlledYes},
		{"", "EPYC 9654, pulled from MI300X host", noModel, data.ControlledNo},
		{"", "H100集群用 400G 网卡 ConnectX-7", noModel, data.ControlledNo},
		{"", "H100 用于训练 80G", "h100", data.ControlledYes},
		{"", "长期供应昇腾910B", "ascend910b", data.ControlledYes},
		{"", "H200 NVL 141GB w/o bracket", "h200", data.ControlledYes},
		{"", "Heatsink for A100 80GB SXM4", noModel, data.ControlledNo},
		{"", "HEATSINK, COPPER, H100 SXM5", noModel, data.ControlledNoSign},
		{"", "retimer card, suits L40S servers", noModel, data.ControlledNo},
		{"", "Wälzfräser GH200 m4 HSS-E", noModel, data.ControlledNoSign},
		{"", "GPU key chain, enamel", noModel, data.ControlledNoSign},
		{"", "DGX exercise mats, 6 mm", noModel, data.ControlledNoSign},
		{"", "card, suits L40S servers", noModel, data.ControlledPossible},
		{"", "restocking surprise RTX 4090", noModel, data.ControlledPossible},
		{"", "Lieferschein Ascend 910B", "ascend910b", data.ControlledYes},
		{"", "华为原厂维保续保 Atlas 800T A2 三年", noModel, data.ControlledPossible},
		{"", "XE9680 chassis w/o GPUs", noModel, data.ControlledPossible},
		{"", "XE9680 chassis with 8x H100 SXM", "dell-xe9680", data.ControlledYes},
		{"", "XE9680 8x H100 80GB, GPUs not included", noModel, data.ControlledPossible},
		{"", "R760xa barebone, no GPUs", noModel, data.ControlledNo},
		{"", "Dell R760xa with 4x L40S - LED wall rendering", "dell-r760xa", data.ControlledYes},
		{"", "LED lamp L40S, warm white", noModel, data.ControlledNoSign},
		{"", "H200 八卡模组 现货香港", "hgx-h200", data.ControlledYes},
		{"", "含光 800 口红", noModel, data.ControlledNoSign},
		{"", "含光800 推理卡", "hanguang", data.ControlledPossible},
		{"", "A800 rubber accelerator 25 kg", noModel, data.ControlledNoSign},
		{"", "32 GB 300 pcs", noModel, data.ControlledNoSign},
		{"R9S41C", "NVIDIA A100 80GB PCIe", "a100", data.ControlledYes},
		{"XE9680-RAIL", "Rail kit sliding 6U", noModel, data.ControlledPossible},
		{"", "Connector cap, 16 way, MI300X board, bag of 50", noModel, data.ControlledNoSign},
		{"", "Calendar A3: Blackwell B200 artwork", noModel, data.ControlledNo},
		{"", "Blackwell B300 gromwitz", noModel, data.ControlledPossible},
		{"", "NVIDIA H100 PCIe Quellbruchsatz", "h100", data.ControlledYes},
		{"", "H100服务器内存 64G", noModel, data.ControlledPossible},
		{"", "固态硬盘 7.68T H800机器拆下", noModel, data.ControlledNo},
		{"", "A100 40GB vGPU boards", "a100", data.ControlledYes},
		{"", "NVIDIA H100 chips for board repair", "h100", data.ControlledYes},
		{"", "NVIDIA A100 80GB low profile bracket", "a100", data.ControlledYes},
		{"", "Workstation with 4x RTX 5090, wassergekühlt", "rtx5090", data.ControlledYes},
		{"", "托管费 含电 A100集群", noModel, data.ControlledNo},
		{"", "Commissioning of DGX B200 SuperPOD", noModel, data.ControlledNo},
		{"", "Zweckbegleitung A100 PCIe", noModel, data.ControlledPossible},
		{"", "Polymorphing of inference on MI300X", noModel, data.ControlledPossible},
		{"", "Repair H100 80GB", noModel, data.ControlledPossible},
		{"", "Restzahlung DGX B200", noModel, data.ControlledNo},
		{"", "label sheet 'H100 80GB'", noModel, data.ControlledNoSign},
		{"", "accelerator module \"H200\" 141 GB", "h200", data.ControlledYes},
		{"", "MSI RTX 5090 Vanguard Launch", "rtx5090", data.ControlledYes},
		{"", "RTX4090 ケーキ", noModel, data.ControlledPossible},
		{"", "L40S 显卡 干燥剂", noModel, data.ControlledPossible},
		{"", "cabinet with 16x L40S", "l40s", data.ControlledYes},
		{"", "Gehäuse mit acht H100 bestückt", "h100", data.ControlledYes},
		{"", "bits fitting 16 x L4 drills", noModel, data.ControlledNoSign},
		{"", "DGX H100 液冷整机柜", "dgx-h100", data.ControlledYes},
		{"", "H100 80G PCIE 缺挡板", "h100", data.ControlledYes},
		{"", "H100 模组 带散热器和托盘", "h100", data.ControlledYes},
		{"", "H200 GPU awaiting testing", "h200", data.ControlledYes},
		{"", "B200 SXM6 192GB, HGX pull", "b200", data.ControlledYes},
		{"", "A16 64GB (4 x 16) quad GPU", "a16", data.ControlledNo},
		{"", "48 H200-141 modules", "h200", data.ControlledYes},
		{"", "HOPPER H100 80.0 GB", "h100", data.ControlledYes},
		{"", "GPU H100 - 80 GB - sealed bag", "h100", data.ControlledYes},
		{"", "GV-N5090GAMING OC-32GD", "rtx5090", data.ControlledYes},
		{"", "Nvidia\u00adH100 80GB PCIe", "h100", data.ControlledYes},
		{"", "gra\u00adphics card H100", "h100", data.ControlledYes},
	} {
		r := g.Recognise(&data.Line{PartNumber: c.part, Description: c.text})
		if got := modelOf(r); got != c.id || r.Controlled != c.ctrl {
			t.Errorf("%q %q is %s %s (%s), want %s %s", c.part, c.text, got, r.Controlled, r.Why, c.id, c.ctrl)
		}
	}
}

// Of the chips that the guidance names, what is unsure keeps what the ban asks for.
func TestAServiceForANamedChipKeepsItsDesign(t *testing.T) {
	r := catalogue(t).Recognise(&data.Line{Description: "昇腾910B 维保"})
	if !r.PRCNamed || r.PRC != data.True || r.Controlled != data.ControlledPossible {
		t.Errorf("maintenance of Ascend 910B is %+v", r.Good)
	}
}

func TestClassificationToldIsHeard(t *testing.T) {
	g := catalogue(t)
	r := g.Recognise(&data.Line{Description: "computing module", ECCN: "4A090.a"})
	if r.Controlled != data.ControlledYes {
		t.Errorf("a line told to be 4A090.a is %s", r.Controlled)
	}
	r = g.Recognise(&data.Line{Description: "laptop", ECCN: "5A992.z"})
	if r.Controlled != data.ControlledPossible {
		t.Errorf("a laptop told to be 5A992.z is %s", r.Controlled)
	}
}

func FuzzRecognise(f *testing.F) {
	g := catalogue(f)
	f.Add("900-21010", "NVIDIA H100", "3A090.a")
	f.Add("", strings.Repeat("昇腾910B ", 50), "")
	f.Fuzz(func(t *testing.T, part, text, eccn string) {
		r := g.Recognise(&data.Line{PartNumber: part, Description: text, ECCN: eccn})
		if r.Controlled == "" || r.Why == "" {
			t.Errorf("%q %q has no answer: %+v", part, text, r)
		}
	})
}

func BenchmarkRecognise(b *testing.B) {
	g := catalogue(b)
	l := &data.Line{PartNumber: "SYS-821GE-TNHR", Description: "Supermicro SYS-821GE-TNHR server, 8x NVIDIA H200 SXM5 141GB, rail kit, 6x PSU"}
	b.ReportAllocs()
	for b.Loop() {
		g.Recognise(l)
	}
}

// A class is one bit: a set too many would vouch for everything.
func TestWordClassesFit(t *testing.T) {
	if ix := catalogue(t).ix; ix.classBits > 64 || ix.guardBits > 64 {
		t.Errorf("%d classes and %d guards do not fit 64 bits", ix.classBits, ix.guardBits)
	}
}

func TestNamesAreSeenBehindALongText(t *testing.T) {
	g := catalogue(t)
	long := strings.Repeat("spare parts and things ", 150)
	if r := g.Recognise(&data.Line{Description: long + "NVIDIA H100 80GB"}); r.Controlled != data.ControlledYes {
		t.Errorf("behind %d bytes an H100 is %s", len(long), r.Controlled)
	}
	if r := g.Recognise(&data.Line{Description: strings.Repeat(long, 10), PartNumber: "XE9680"}); r.Controlled != data.ControlledYes {
		t.Errorf("beside a long text an XE9680 is %s", r.Controlled)
	}
}

func BenchmarkUnrecognised(b *testing.B) {
	g := catalogue(b)
	l := &data.Line{PartNumber: "4711-AB", Description: "Office chairs, black, adjustable, 24 pcs, carton 60x40x30"}
	b.ReportAllocs()
	for b.Loop() {
		g.Recognise(l)
	}
}

// Each model of the catalogue is known by its maker and name in the plainest lines.
func TestEachModelIsKnownByItsName(t *testing.T) {
	g := catalogue(t)
	for i := range g.parts.All {
		p := &g.parts.All[i]
		if p.Family != "" || p.Vague == "yes" || p.Barebone == "yes" {
			continue
		}
		for _, line := range []string{"%", "%, 2 pcs, new", "used % unit, tested", "% gebraucht, 1 Stk", "全新 % 现货"} {
			text := strings.ReplaceAll(line, "%", p.Maker+" "+p.Names[0])
			if r := g.Recognise(&data.Line{Description: text}); r.Part == nil || r.Accessory || r.Part != p && r.Chip != g.parts.Inside(p) {
				t.Errorf("%q is %s, %s (%s), want %s", text, modelOf(r), r.Controlled, r.Why, p.ID)
			}
		}
	}
}

// Why goods move and what comes with them says nothing of what they are: no such words
// make a line of a chip silent.
func TestWhatIsSaidOfGoodsDoesNotHideThem(t *testing.T) {
	g := catalogue(t)
	for _, goods := range []string{
		"H100 80GB PCIe", "8x H200 SXM 141GB", "DGX H100", "GB200 NVL72 rack, 18 compute trays", "L40S 48GB", "Gaudi 3 HL-325L OAM", "MI300X OAM 192GB",
		"Ascend 910B3 64GB", "昇腾910C 模组", "英伟达 H100 显卡", "H100", "A10080GB PCIe", "NVIDIА Н1ОО", "XE9680, 8x H200", "DGX H200 8x141GB, crate 2",
	} {
		for _, said := range []string{
			"Replacement for defective %s", "Ersatz für defekte %s", "Sample for evaluation: %s", "Unit for testing %s", "Return of %s", "退运 %s", "维修返回 %s",
			"Leihstellung %s", "%s incl. bracket", "%s (bracket and cable incl.)", "%s without heatsink", "%s 含支架", "%s, freight prepaid", "%s, 3 yr warranty",
			"%s for AI training", "%s 用于大模型训练", "%s, insurance included",
		} {
			text := strings.Replace(said, "%s", goods, 1)
			if r := g.Recognise(&data.Line{Description: text}); r.Controlled != data.ControlledYes && r.Controlled != data.ControlledPossible {
				t.Errorf("%q is %s (%s)", text, r.Controlled, r.Why)
			}
		}
	}
	for _, other := range []string{
		"Replacement for defective fan of DGX H100", "bracket for defective H100 80GB", "Ersatzlüfter für defekte DGX H100", "heatsink for H100 80GB, 3 pcs",
		"Replacement cable for H100", "适用于 H100 的散热片", "H100 hydraulic hose incl. fitting", "H100 pump without cable",
	} {
		if r := g.Recognise(&data.Line{Description: other}); r.Controlled == data.ControlledYes {
			t.Errorf("%q is %s (%s)", other, r.Controlled, r.Why)
		}
	}
}

func TestChipsAreCountedAsTheLineSays(t *testing.T) {
	g := catalogue(t)
	for text, want := range map[string]struct {
		id   string
		gpus float64
	}{
		"HGX H100 4-GPU baseboard":     {"hgx-h100", 4},
		"HGX A100 16-GPU":              {"hgx-a100", 16},
		"HGX B200 8-GPU":               {"hgx-b200", 8},
		"HGX H100, 2 GPU trays":        {"hgx-h100", 8},
		"四卡 A100 服务器":                  {"a100", 4},
		"八卡 A100 服务器":                  {"a100", 8},
		"2台 H100 服务器":                  {"h100", 1},
		"2x server, 8x H100":           {"h100", 8},
		"Vera Rubin NVL72":             {"vr200-nvl144", 72},
		"VR NVL72 rack":                {"vr200-nvl144", 72},
		"Rubin Ultra NVL576 rack":      {"rubin-nvl576", 144},
		"GB200 NVL72 rack":             {"gb200-nvl72", 72},
		"SYS-421GE-TNRT with 10x L40S": {"smc-421ge-tnrt", 10},
	} {
		r := g.Recognise(&data.Line{Description: text})
		if r.Part == nil || r.Part.ID != want.id || r.GPUs != want.gpus {
			t.Errorf("%q is %s with %g chips, want %s with %g", text, r.Model, r.GPUs, want.id, want.gpus)
		}
	}
}
