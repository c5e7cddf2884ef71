package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"redflag/data/sample"
)

// BenchmarkStart is what a person waits for when the program starts: until an order
// stands on the screen, until the queue is printed, and until a screen says that nothing
// has changed. It makes a workspace of twenty thousand orders, or takes a screened one:
//
//	REDFLAG_WORKSPACE=$PWD/million.redflag go test ./cmd/redflag -run xx -bench Start
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	bin := filepath.Join(dir, "redflag")
	// What verdicts rest on is kept by a program that has a version alone.
	if out, err := exec.Command("go", "build", "-ldflags", "-X main.release=v0-bench", "-o", bin, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	file := os.Getenv("REDFLAG_WORKSPACE")
	run := func(b *testing.B, args ...string) {
		cmd := exec.Command(bin, append([]string{"--db", file, "--keys", filepath.Join(dir, "keys"), "--as", "Asta"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
	}
	if file == "" {
		file = filepath.Join(dir, "w.redflag")
		if err := sample.Write(dir, sample.Options{Customers: 400, Shipments: 20_000, Seed: 1}); err != nil {
			b.Fatal(err)
		}
		run(b, "import", filepath.Join(dir, "customers.csv"), filepath.Join(dir, "shipments.csv"))
	}
	run(b, "screen")
	b.Run("first screen", func(b *testing.B) {
		for b.Loop() {
			firstScreen(b, bin, "--db", file, "--keys", filepath.Join(dir, "keys"), "--as", "Asta")
		}
	})
	b.Run("print", func(b *testing.B) {
		for b.Loop() {
			run(b, "queue")
		}
	})
	b.Run("screen again", func(b *testing.B) {
		for b.Loop() {
			run(b, "screen")
		}
	})
}

// firstScreen starts the program on a terminal and ends it when an order is shown there.
func firstScreen(b *testing.B, bin string, args ...string) {
	near, far := terminal(b)
	defer near.Close()
	cmd := exec.Command(bin, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = far, far, far
	cmd.Env = append(os.Environ(), "TERM=xterm-256color")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	err := cmd.Start()
	far.Close()
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		b.StopTimer()
		defer b.StartTimer()
		cmd.Process.Kill()
		cmd.Wait()
	}()
	var shown []byte
	buf := make([]byte, 1<<16)
	for {
		n, err := near.Read(buf)
		if shown = append(shown, buf[:n]...); bytes.Contains(shown, []byte("SO-")) { // how orders of the sample begin
			return
		}
		if err != nil {
			b.Fatalf("it ended before an order was shown: %v\n%q", err, shown)
		}
	}
}

// terminal is a terminal of 140 columns, and the end of it that a person sits at.
func terminal(b *testing.B) (near, far *os.File) {
	near, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		b.Skipf("there is no terminal to be had: %v", err)
	}
	number, err := unix.IoctlGetInt(int(near.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(near.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(int(near.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 40, Col: 140})
	}
	if err == nil {
		far, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	}
	if err != nil {
		b.Fatal(err)
	}
	return near, far
}
