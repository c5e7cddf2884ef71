package goods

import (
	"testing"

	"redflag/data"
)

// One machine holds as many chips as its words say, in whatever way they say it.
func TestWordsSayHowManyChipsAMachineHolds(t *testing.T) {
	g := catalogue(t)
	for text, want := range map[string]float64{
		"H200 八卡服务器": 8, "A100四卡服务器": 4, "双卡A100工作站": 2, "L40S 10卡服务器": 10, "H200伺服器 8張": 8, "八张H100服务器": 8,
		"L40S quad server": 4, "dual A100 workstation": 2, "octa H100 server": 8, "H100 quad-GPU server": 4, "quad-GPU H100 server": 4,
		"A100 server dual GPU": 2, "H200 server 8-way": 8, "L40S server, 8 cards": 8, "server 8 x 80GB H100": 8, "server: H100*8": 8,
		"Server H100 8fach": 8,
		"H200 8基搭載サーバー":     8, "H200を8枚搭載したサーバー": 8, "H100サーバー（GPU8枚）": 8, "H200 GPU×8 サーバー": 8,
		"H200 8장 서버": 8, "H100 GPU 8개 탑재 서버": 8, "H200 8개 서버": 8, "H200サーバー GPU 8基": 8,
		// What is counted is the machines, or something else in them.
		"H200 서버 8개": 1, "H200 server 8台": 1, "H200 server 8 pcs": 1, "H200服务器 2张网卡": 1, "H100 server, dual 25GbE NIC": 1,
		"dual Xeon server with H100": 1, "H100 server 4-bay": 1, "H100 server, 2-way cooling": 1, "H100 server 4 year warranty": 1,
		"H100 80GB server": 1, "H100 4U server": 1, "2 H100 cards for server": 1, "L40S single card server": 1,
	} {
		if r := g.Recognise(&data.Line{Description: text}); r.GPUs != want {
			t.Errorf("%q holds %g chips, want %g", text, r.GPUs, want)
		}
	}
}
