package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// tool finds an outside program, or skips the test where it is absent. In the
// project's own checks its absence is a failure.
func tool(t *testing.T, name string) string {
	t.Helper()
	p, err := exec.LookPath(name)
	if err == nil {
		return p
	}
	if os.Getenv("REDFLAG_NEED_TOOLS") != "" {
		t.Fatalf("%s is not installed", name)
	}
	t.Skipf("%s is not installed: this check runs where it is", name)
	return ""
}

// buildDir holds the binary that the tests of the whole program share.
var buildDir string

var built = sync.OnceValues(func() (string, error) {
	bin := filepath.Join(buildDir, "redflag")
	cmd := exec.Command("go", "build", "-o", bin, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return bin, nil
})

// cleaning removes what the tests built, before the process ends.
type cleaning struct{ *testing.M }

func (c cleaning) Run() int {
	dir, err := os.MkdirTemp("", "redflag-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	buildDir = dir
	defer os.RemoveAll(dir)
	return c.M.Run()
}

func TestMain(m *testing.M) {
	testscript.Main(cleaning{m}, map[string]func(){"redflag": scriptMain})
}

// pane is the program in a real terminal, driven by keys.
type pane struct {
	t      *testing.T
	tmux   string
	socket string
}

func openPane(t *testing.T, width, height int, command string) *pane {
	p := &pane{t: t, tmux: tool(t, "tmux"), socket: filepath.Join(t.TempDir(), "s")}
	p.run("-f", "/dev/null", "new-session", "-d", "-x", fmt.Sprint(width), "-y", fmt.Sprint(height), command)
	t.Cleanup(func() { exec.Command(p.tmux, "-S", p.socket, "kill-server").Run() })
	return p
}

func (p *pane) run(args ...string) string {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, p.tmux, append([]string{"-S", p.socket}, args...)...).CombinedOutput()
	if err != nil {
		p.t.Fatalf("tmux %v: %v: %s", args, err, out)
	}
	return string(out)
}

func (p *pane) press(keys ...string) {
	p.t.Helper()
	for _, k := range keys {
		p.run("send-keys", k)
		pause := 30 * time.Millisecond
		if k == "Escape" {
			pause = 250 * time.Millisecond // or the next key would read as Alt with it
		}
		time.Sleep(pause)
	}
}

func (p *pane) screen() string { return p.run("capture-pane", "-p") }

// wait reads the screen until it shows what is wanted.
func (p *pane) wait(want string) string {
	p.t.Helper()
	re := regexp.MustCompile(want)
	deadline := time.Now().Add(30 * time.Second)
	for {
		s := p.screen()
		if re.MatchString(s) {
			return s
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("the screen never showed %q; it shows:\n%s", want, s)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// Every command runs under strace with a look at the socket calls alone.
func TestNoCommandOpensASocket(t *testing.T) {
	strace := tool(t, "strace")
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	env := append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "XDG_DATA_HOME="+dir)
	sampleDir := filepath.Join(dir, "sample")
	customers, shipments := filepath.Join(sampleDir, "customers.csv"), filepath.Join(sampleDir, "shipments.csv")
	const first = "SO-1000000"
	commands := [][]string{
		{"demo", "--print"},
		{"sample", "--customers", "20", "--shipments", "50", "-o", sampleDir},
		{"import", customers, shipments},
		{"import", "--list"},
		{"lists", "show"},
		{"screen"},
		{"queue"},
		{"show", first},
		{"lookup", "Sophgo"},
		{"check", first},
		{"note", first, "seen"},
		{"attach", first, customers},
		{"decide", first, "--list"},
		{"decide", first, "PO1", "--reason", "More papers are asked for."},
		{"undo"},
		{"dossier", first, "-o", filepath.Join(dir, "d.html")},
		{"verify"},
		{"verify", filepath.Join(dir, "d.html")},
		{"person", "list"},
		{"rules", "list"},
		{"rules", "test"},
		{"backup", filepath.Join(dir, "b.db")},
		{"doctor"},
		{"restore", filepath.Join(dir, "b.db")},
	}
	for _, args := range commands {
		trace := filepath.Join(dir, "trace")
		cmd := exec.Command(strace, append([]string{"-f", "-e", "trace=%network", "-o", trace, bin}, args...)...)
		cmd.Env = env
		out, err := cmd.CombinedOutput()
		if err != nil && cmd.ProcessState.ExitCode() != exitPart && args[0] != "doctor" {
			t.Errorf("%v: %v: %s", args, err, out)
		}
		calls, err := os.ReadFile(trace)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(calls), "socket(") || strings.Contains(string(calls), "connect(") {
			t.Errorf("%v opens a socket:\n%s", args, calls)
		}
	}
}

// One walk through the program as a person sees it: open the worst order, answer
// a question, note, decide, undo, look a name up, leave.
func TestDemoInATerminal(t *testing.T) {
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range [][2]int{{80, 24}, {60, 20}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			p := openPane(t, size[0], size[1], "env NO_COLOR=1 "+bin+" demo --as Asta")
			p.wait(`STOP +\d+ open`)
			p.press("j", "k", "Enter")
			p.wait(`Findings`)
			p.press("c")
			p.wait(`A1`)
			p.press("u")
			p.press("Escape")
			p.wait(`Findings`)
			p.press("n")
			p.wait(`(?i)note`)
			for _, k := range strings.Split("called sales", "") {
				if k == " " {
					k = "Space"
				}
				p.press(k)
			}
			p.press("C-s")
			p.wait(`(?i)recorded|noted|added`)
			p.press("Escape")
			p.wait(`STOP +\d+ open`)
			p.press("?")
			p.wait(`(?i)help`)
			p.press("Escape", "L")
			p.wait(`(?i)look up`)
			p.press("S", "o", "p", "h", "g", "o")
			p.wait(`Sophgo`)
			p.press("Escape", "q")
			deadline := time.Now().Add(10 * time.Second)
			for exec.Command(p.tmux, "-S", p.socket, "has-session").Run() == nil {
				if time.Now().After(deadline) {
					t.Fatalf("q does not leave; the screen shows\n%s", p.screen())
				}
				time.Sleep(100 * time.Millisecond)
			}
		})
	}
}
