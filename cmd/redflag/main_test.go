package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestWhatIsInterruptedSaysSoInASentence(t *testing.T) {
	dir := t.TempDir()
	var out, errs bytes.Buffer
	p := &program{in: strings.NewReader(""), out: &out, err: &errs, env: func(string) string { return "" }, now: time.Now}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	code := p.run(ctx, []string{"--db", filepath.Join(dir, "w.db"), "--keys", filepath.Join(dir, "keys"), "--as", "Asta", "screen"})
	if code != exitInterrupted || strings.Contains(errs.String(), "context") || !strings.Contains(errs.String(), "stopped. What was not finished is taken back") {
		t.Errorf("exit code %d, and it says %q", code, errs.String())
	}
}
