package facts

import "testing"

func TestWhatEndUsesSay(t *testing.T) {
	w, err := loadEndUse()
	if err != nil {
		t.Fatal(err)
	}
	checkReading(t, []readFor{
		{"a use without machines", func(s string) bool { return says(w.unfit, s) && !says(w.fit, s) }, []string{"Cash registers and menu screens", "Büroarbeit", "レジと事務作業", "网吧"}, []string{"Training of models for cash registers", "Weather models", "自社データセンターでの推論"}},
		{"a weapon", func(s string) bool { return says(w.weapon, s) && !says(w.noWeapon, s) }, []string{"seekers for anti-ship missiles", "разработка ракет", "ミサイル誘導"}, []string{"weapon detection at airports", "army logistics", "游戏武器渲染"}},
	})
}

func TestFaultsOfEndUseWordsNameThePlace(t *testing.T) {
	if _, err := parseEndUse("enduse.yaml", []byte("source: s\nbasis: unverified\nweapon:\n  xx: [no]\n")); err == nil {
		t.Error("a tongue that nobody speaks is taken")
	}
}
