package main

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// scriptMain is the program as the scripts run it: no terminal, and a clock that
// stands where REDFLAG_TEST_NOW says.
func scriptMain() {
	now := time.Now
	if s := os.Getenv("REDFLAG_TEST_NOW"); s != "" {
		t, err := time.Parse(time.RFC3339, s)
		if err != nil {
			panic(err)
		}
		now = func() time.Time { return t }
	}
	p := &program{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, now: now, version: "v0-test"}
	os.Exit(p.run(context.Background(), os.Args[1:]))
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("XDG_CONFIG_HOME", e.WorkDir+"/config")
			e.Setenv("XDG_DATA_HOME", e.WorkDir+"/data")
			e.Setenv("REDFLAG_PERSON", "Asta Inspector")
			e.Setenv("REDFLAG_TEST_NOW", "2026-11-20T09:00:00Z")
			return nil
		},
	})
}
