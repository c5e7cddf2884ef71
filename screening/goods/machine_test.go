package goods

import (
	"testing"

	"redflag/data"
)

// A machine is none of the parts that its line names, and what else is in it is not told.
func TestAMachineIsNotItsParts(t *testing.T) {
	g := catalogue(t)
	for description, family := range map[string]string{
		"HPE ProLiant DL380 Gen11 2x Xeon Gold 6430 256GB":           "",
		"HPE DL360 Gen10 Plus 8SFF Xeon-S 4314":                      "",
		"Dell PowerEdge R760, 2x Xeon Gold 6442Y, 1 TB RAM":          "",
		"Supermicro SYS-621C-TN12R 2U Server, dual Xeon 4410Y":       "",
		"AI server, 2x Xeon Platinum 8480+, 2 TB RAM":                "",
		"server, 2x EPYC 9654, 8 accelerators":                       "",
		"GPU-Server mit EPYC 9654":                                   "",
		"AIサーバー Xeon 8480 2基":                                        "",
		"HPC node dual EPYC 9654, IB NDR":                            "",
		"Supermicro AS-2015CS-TNR EPYC 9354 384GB":                   "",
		"ASUS RS720A-E12 EPYC 9354 256GB 2x3.84TB":                   "",
		"AMD EPYC 9654 96-core processor 384MB L3":                   "processor",
		"Intel Xeon Max 9480 56-core 64GB HBM2e":                     "processor",
		"AI server, 3 years warranty":                                "",
		"AI server, dual power supply":                               "",
		"Intel Xeon Platinum 8480+ processor tray":                   "processor",
		"Server-CPU Intel Xeon Platinum":                             "processor",
		"Server memory 256GB RDIMM 3DS":                              "memory module",
		"Kingston 64GB RDIMM for PowerEdge R760":                     "memory module",
		"HPE ProLiant DL380 Gen10 Mainboard":                         "mechanical part",
		"Netzteil 1600W Platinum für PowerEdge R750":                 "power supply",
		"Windows Server 2022 Datacenter, subscription, 16 core":      "software or service",
		"GPU server maintenance contract, 3 years":                   "software or service",
		"Lenovo ThinkStation P620, Threadripper, NVIDIA RTX A4500":   "graphics card",
		"HPE ProLiant DL380 Gen11, 2x Xeon, 2x NVIDIA L40S 48GB":     "accelerator",
		"Dell PowerEdge XE9680, 2x Xeon 8480, 8x NVIDIA H100 80GB":   "accelerator",
		"network adapter for GPU server, 2x 100GbE":                  "network adapter",
		"Supermicro SuperServer, network adapter 25G, rails, cables": "",
	} {
		r := g.Recognise(&data.Line{Description: description})
		got := ""
		switch {
		case r.Part == nil:
		case r.Part.Family != "":
			got = r.Part.Family
		default:
			got = "accelerator"
		}
		if got != family {
			t.Errorf("%q is %q (%s), want %q", description, got, r.Why, family)
		}
	}
}
