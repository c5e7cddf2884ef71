package ui

import (
	"context"
	"os"
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
