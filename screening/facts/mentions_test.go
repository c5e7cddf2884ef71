package facts

import (
	"testing"
)

func TestZZ(t *testing.T) {
	w, err := LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"客户是麒麟峰半导体有限公司的子公司", "servers go to qilin peak semiconductor in the end", "ON BEHALF OF QILIN PEAK SEMICONDUCTOR CO LTD", "Founded 2024 by a team formerly of Huawei's HiSilicon", "原华为团队", "为华为采购"} {
		t.Log(s)
		for _, n := range w.mentions.in(s) {
			t.Logf("   %q %s %v %d", n.name, n.tie, n.weak, n.run)
		}
	}
}
