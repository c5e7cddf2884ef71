package ui

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// TestLook opens the canned workspace on a real terminal, to be looked at:
//
//	go test -c -o look ./ui && LOOK=400 ./look -test.run TestLook
func TestLook(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("LOOK"))
	if n == 0 {
		t.Skip("set LOOK to a number of orders to open the screens on this terminal")
	}
	if err := Run(context.Background(), newFake(n), Options{}); err != nil {
		t.Fatal(err)
	}
}

// TestDraw writes pictures of the screens, to be looked at.
func TestDraw(t *testing.T) {
	dir := os.Getenv("DRAW")
	if dir == "" {
		t.Skip("set DRAW to a folder to write pictures of the screens into")
	}
	for name, keys := range map[string][]string{"queue": {"j"}, "case": {"enter"}, "checklist": {"c", "n", "s"}, "decide": {"d", "j"}, "help": {"?"}} {
		for _, light := range []bool{false, true} {
			got, err := Picture(context.Background(), newFake(60), PictureOptions{Width: 120, Height: 34, Light: light, Keys: keys})
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(dir, name+map[bool]string{true: "-light", false: "-dark"}[light]+".svg")
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
